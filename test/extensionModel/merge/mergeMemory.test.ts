import { deepEqual, equal } from 'node:assert/strict';
import type { FileSelection } from '../../../src/core/git/fileSelection.ts';
import { DiscardedParts } from '../../../src/extension/merge/discardedParts.ts';
import { hasOpenConflicts, Resolutions } from '../../../src/extension/merge/resolutions.ts';
import { Memento } from './memento.ts';

const task = { root: '/work', runId: 'r1', taskId: 't01' };

describe('parts of a fix that were discarded', () => {
  it('are known after a restart, and add up', async () => {
    const memory = new Memento();
    await new DiscardedParts(memory).add(task, 'commit', [{ path: 'a.ts', hunks: [1] }]);
    const all = await new DiscardedParts(memory).add(task, 'commit', [{ path: 'b.ts' }]);
    deepEqual(all, [{ path: 'a.ts', hunks: [1] }, { path: 'b.ts' }]);
    deepEqual(new DiscardedParts(memory).of(task, 'commit'), all);
  });

  it('mean nothing when another commit has taken the place of the fix', async () => {
    const parts = new DiscardedParts(new Memento());
    await parts.add(task, 'commit', [{ path: 'a.ts', hunks: [1] }]);
    deepEqual(parts.of(task, 'edited'), []);
    deepEqual(await parts.add(task, 'edited', [{ path: 'b.ts' }]), [{ path: 'b.ts' }]);
  });
});

describe('a part of a fix that somebody wants after all', () => {
  const discarded = [{ path: 'a.ts', hunks: [0, 2] }, { path: 'b.ts' }];
  const left = async (...wanted: readonly Partial<FileSelection>[]) => {
    const memory = new Memento();
    const parts = new DiscardedParts(memory);
    await parts.add(task, 'commit', discarded);
    for (const one of wanted) await parts.takeOut(task, one, 3);
    return new DiscardedParts(memory).of(task, 'commit');
  };

  it('is no longer discarded, be it a hunk, a file or all of it', async () => {
    deepEqual(await left({ path: 'a.ts', hunks: [2] }), [
      { path: 'a.ts', hunks: [0] },
      { path: 'b.ts' },
    ]);
    deepEqual(await left({ path: 'a.ts' }), [{ path: 'b.ts' }]);
    deepEqual(await left({}), []);
    deepEqual(await left({ path: 'a.ts', hunks: [0] }, { path: 'a.ts', hunks: [2] }), [
      { path: 'b.ts' },
    ]);
  });

  it('leaves the other hunks of a file that was discarded as a whole', async () => {
    deepEqual(await left({ path: 'a.ts' }, { path: 'b.ts', hunks: [1] }), [
      { path: 'b.ts', hunks: [0, 2] },
    ]);
  });

  it('changes nothing of other parts and other fixes', async () => {
    deepEqual(await left({ path: 'c.ts' }, { path: 'a.ts', hunks: [1] }), discarded);
    const parts = new DiscardedParts(new Memento());
    await parts.add(task, 'commit', discarded);
    await parts.takeOut({ ...task, taskId: 't02' }, {}, 0);
    deepEqual(parts.of(task, 'commit'), discarded);
  });
});

describe('conflicts that are being resolved', () => {
  const before = { commit: 'commit', tree: 'tree' };
  const resolution = { task, path: 'a.ts', rest: ['b.ts'], before, original: 'tree' };

  it('are known after a restart', async () => {
    const memory = new Memento();
    equal(hasOpenConflicts(memory), false);
    await new Resolutions(memory).set(resolution);
    equal(hasOpenConflicts(memory), true);
    const again = new Resolutions(memory);
    deepEqual(again.find(task), resolution);
    deepEqual(again.at('/work', 'a.ts'), [resolution]);
    deepEqual(again.at('/work', 'b.ts'), []);
  });

  it('are taken off once, though two events tell of the same file', async () => {
    const resolutions = new Resolutions(new Memento());
    await resolutions.set(resolution);
    const taken = await Promise.all([
      resolutions.delete(resolution),
      resolutions.delete(resolution),
    ]);
    deepEqual(taken, [true, false]);
  });
});
