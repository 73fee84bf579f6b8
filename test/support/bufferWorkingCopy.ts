import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { setExecutable } from '../../src/core/git/executableBit.ts';
import { describeTreeChange, type FileEdit } from '../../src/core/git/fileEdits.ts';
import type { TreeCommit } from '../../src/core/git/gitObjects.ts';
import type { Repository } from '../../src/core/git/repository.ts';
import { type SnapshotOptions, takeSnapshot } from '../../src/core/git/snapshot.ts';
import type { TextHunk, TextPlace } from '../../src/core/git/textHunks.ts';
import type { TreeWrite, WorkingCopy } from '../../src/core/git/workingCopy.ts';
import { writeTree } from '../../src/core/git/writeBack.ts';

/** Where a place is in a text of lines, counted as editors do. */
function offsetOf(lines: readonly string[], eol: string, { line, isLineEnd }: TextPlace): number {
  const before = lines.slice(0, line).reduce((sum, one) => sum + one.length + eol.length, 0);
  return before + (isLineEnd ? (lines[line] ?? '').length : 0);
}

/** Applies hunks to a text with line ends of its own, as an editor does. */
export function applyHunks(text: string, hunks: readonly TextHunk[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r\n|\n|\r/);
  let result = text;
  for (const hunk of hunks.toReversed()) {
    const [start, end] = [hunk.start, hunk.end].map((place) => offsetOf(lines, eol, place));
    const inserted = hunk.text.toString().replaceAll('\n', eol);
    result = result.slice(0, start) + inserted + result.slice(end);
  }
  return result;
}

/** Does what an editor does: text that is changed stays unsaved, and the disk keeps what it has. */
export class BufferWorkingCopy implements WorkingCopy {
  /** Unsaved texts, with their own line ends. */
  readonly buffers = new Map<string, string>();
  readonly #repository: Repository;
  /** Told of every write after it was looked at, and before anything is changed. */
  beforeWrite: () => Promise<unknown> = async () => undefined;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  snapshot(options: SnapshotOptions): Promise<TreeCommit> {
    const own = new Map([...this.buffers].map(([path, text]) => [path, Buffer.from(text)]));
    return takeSnapshot(this.#repository, { ...options, overlays: options.overlays ?? own });
  }

  async write({ from, to, signal }: TreeWrite): Promise<string[]> {
    const edits = await describeTreeChange(this.#repository.git, from.tree, to, signal);
    const onDisk = edits.filter(({ writer }) => writer === 'disk').map(({ path }) => path);
    const inEditor = edits.filter(({ writer }) => writer === 'editor');
    for (const edit of inEditor) {
      if (await edit.fits(await this.#read(edit.path))) continue;
      throw new SwarmError('conflict', `${edit.path} was edited meanwhile; merge again.`);
    }
    await this.beforeWrite();
    await writeTree(this.#repository, from.tree, to, { only: new Set(onDisk), signal });
    for (const edit of inEditor) await this.#apply(edit);
    return edits.map(({ path }) => path);
  }

  /** Saves all. */
  async save(): Promise<void> {
    for (const [path, text] of this.buffers) await writeFile(this.#path(path), text);
    this.buffers.clear();
  }

  #path(path: string): string {
    return join(this.#repository.workingTree, path);
  }

  async #read(path: string): Promise<Buffer | undefined> {
    const unsaved = this.buffers.get(path);
    if (unsaved !== undefined) return Buffer.from(unsaved);
    return readFile(this.#path(path)).catch(() => undefined);
  }

  async #apply(edit: FileEdit): Promise<void> {
    const { path, hunks, isBinary, isExecutable } = edit;
    const after = await edit.after();
    if (after === undefined) {
      this.buffers.delete(path);
      await rm(this.#path(path), { force: true });
    } else if (edit.kind === 'added' || isBinary) {
      await mkdir(dirname(this.#path(path)), { recursive: true });
      await writeFile(this.#path(path), after);
    } else if (hunks === undefined) {
      this.buffers.set(path, after.toString());
    } else if (hunks.length > 0) {
      this.buffers.set(path, applyHunks(String(await this.#read(path)), hunks));
    }
    if (isExecutable !== undefined) {
      await setExecutable(this.#repository.workingTree, path, isExecutable);
    }
  }
}
