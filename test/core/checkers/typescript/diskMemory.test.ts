import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { DiskMemory } from '../../../../src/core/checkers/typescript/diskMemory.ts';

describe('DiskMemory', () => {
  let folder: string;
  let path: string;
  let reads: number;

  const reader = {
    ...ts.sys,
    readFile: (file: string): string | undefined => {
      reads += 1;
      return ts.sys.readFile(file);
    },
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'swarm-disk-'));
    path = join(folder, 'a.ts');
    writeFileSync(path, '0');
    reads = 0;
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('misses no edit of the same size, however coarsely the file system counts time', () => {
    const changedAt = Math.floor(Date.now() / 2000) * 2000;
    const disk = new DiskMemory(reader, Date.now, () => ({ key: String(changedAt), changedAt }));
    for (let edit = 0; edit < 20; edit += 1) {
      writeFileSync(path, String(edit % 10));
      disk.refresh();
      assert.equal(disk.source(path)?.text, String(edit % 10));
    }
  });

  it('stands still until it looks again', () => {
    const disk = new DiskMemory(reader);
    const first = disk.source(path);
    assert.equal(disk.fileExists(join(folder, 'b.ts')), false);
    writeFileSync(path, '1');
    writeFileSync(join(folder, 'b.ts'), '');
    assert.equal(disk.source(path), first);
    assert.equal(disk.fileExists(join(folder, 'b.ts')), false);
    assert.equal(disk.refresh(), 'structure');
    assert.equal(disk.source(path)?.text, '1');
    assert.equal(disk.fileExists(join(folder, 'b.ts')), true);
  });

  it('gives the same version to a file that was written again as it was, and no version twice', () => {
    const disk = new DiskMemory(reader);
    const first = disk.source(path)?.version;
    writeFileSync(path, '0');
    assert.equal(disk.refresh(), 'none');
    assert.equal(disk.source(path)?.version, first);
    writeFileSync(path, '1');
    assert.equal(disk.refresh(), 'text');
    rmSync(path);
    disk.refresh();
    assert.equal(disk.source(path), undefined);
    writeFileSync(path, '0');
    disk.refresh();
    assert.notEqual(disk.source(path)?.version, first);
  });

  it('reads a file that has been left alone only once', () => {
    const disk = new DiskMemory(reader, () => Date.now() + 60_000);
    disk.source(path);
    disk.refresh();
    disk.refresh();
    assert.equal(reads, 1);
  });

  it('notices when a folder has other folders, and when other text decides', () => {
    const disk = new DiskMemory(reader);
    assert.deepEqual(disk.getDirectories(folder), []);
    assert.equal(disk.readFile(path), '0');
    assert.equal(disk.realpath(path), ts.sys.realpath?.(path));
    assert.equal(disk.directoryExists(folder), true);
    assert.equal(disk.refresh(), 'none');
    writeFileSync(path, '1');
    assert.equal(disk.refresh(), 'structure');
    assert.equal(disk.readFile(path), '1');
  });
});
