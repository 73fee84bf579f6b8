import { deepEqual, equal } from 'node:assert/strict';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { FixSelection } from '../../../src/extension/fixes/fixSelection.ts';
import { Memento } from '../merge/memento.ts';

const task: FixReference = { root: '/work', runId: 'r1', taskId: 't01' };
const a: FixReference = { ...task, path: 'a.ts' };
const b: FixReference = { ...task, path: 'b.ts' };
const hunk = (index: number): FixReference => ({ ...a, hunks: [index] });

describe('what is checked of a fix', () => {
  let commit = '';
  let memory: Memento;
  let selection: FixSelection;

  /** As a window has it that is opened now. */
  function open(): FixSelection {
    return new FixSelection(
      ({ taskId }) => (taskId === 't01' ? { commit, files: ['a.ts', 'b.ts'] } : undefined),
      memory,
    );
  }

  beforeEach(() => {
    commit = 'one';
    memory = new Memento();
    selection = open();
  });

  it('is everything at first', () => {
    equal(selection.stateOf(task), 'all');
    equal(selection.stateOf(hunk(0)), 'all');
    equal(selection.partsOf(task), 'all');
    deepEqual(selection.partsOf(a), [{ path: 'a.ts' }]);
  });

  it('is the other file when one is unchecked', () => {
    selection.set(a, false);
    deepEqual(
      [task, a, b].map((one) => selection.stateOf(one)),
      ['some', 'none', 'all'],
    );
    deepEqual(selection.partsOf(task), [{ path: 'b.ts' }]);
    deepEqual(selection.partsOf(a), []);
  });

  it('is the other hunks when some are unchecked', () => {
    selection.set(hunk(1), false, 3);
    deepEqual(
      [task, a, b].map((one) => selection.stateOf(one)),
      ['some', 'some', 'all'],
    );
    deepEqual(
      [0, 1, 2].map((index) => selection.stateOf(hunk(index))),
      ['all', 'none', 'all'],
    );
    deepEqual(selection.partsOf(task), [{ path: 'a.ts', hunks: [0, 2] }, { path: 'b.ts' }]);
    deepEqual(selection.partsOf(a), [{ path: 'a.ts', hunks: [0, 2] }]);
  });

  it('is nothing of a file when its last hunk is unchecked', () => {
    selection.set(hunk(0), false, 2);
    selection.set(hunk(1), false, 2);
    equal(selection.stateOf(a), 'none');
    deepEqual(selection.partsOf(task), [{ path: 'b.ts' }]);
  });

  it('is one hunk when it alone is checked again', () => {
    selection.set(a, false);
    selection.set(hunk(1), true, 3);
    equal(selection.stateOf(a), 'some');
    deepEqual(selection.partsOf(a), [{ path: 'a.ts', hunks: [1] }]);
  });

  it('is everything again when what was unchecked is checked', () => {
    selection.set(hunk(0), false, 2);
    selection.set(b, false);
    selection.set(hunk(0), true, 2);
    equal(selection.stateOf(task), 'some');
    selection.set(b, true);
    equal(selection.partsOf(task), 'all');
  });

  it('is nothing when the task is unchecked', () => {
    selection.set(task, false);
    deepEqual(
      [task, a, hunk(0)].map((one) => selection.stateOf(one)),
      ['none', 'none', 'none'],
    );
    deepEqual(selection.partsOf(task), []);
  });

  it('is a hunk that somebody names, whether it is checked or not', () => {
    selection.set(task, false);
    deepEqual(selection.partsOf(hunk(1)), [{ path: 'a.ts', hunks: [1] }]);
  });

  it('is everything of a fix that has been made anew', () => {
    selection.set(a, false);
    commit = 'two';
    equal(selection.stateOf(task), 'all');
    equal(selection.partsOf(task), 'all');
  });

  it('stays so when the window is opened again', () => {
    selection.set(hunk(1), false, 3);
    selection.set(b, false);
    const again = open();
    deepEqual(again.partsOf(task), [{ path: 'a.ts', hunks: [0, 2] }]);
    again.set(b, true);
    again.set(a, true);
    equal(open().partsOf(task), 'all');
  });

  it('is forgotten with its run, and with no other', () => {
    selection.set(a, false);
    selection.forgetOthers('/elsewhere', new Set());
    selection.forgetOthers('/work', new Set(['r1', 'r2']));
    equal(open().stateOf(task), 'some');
    selection.forgetOthers('/work', new Set(['r2']));
    equal(selection.stateOf(task), 'all');
    equal(open().stateOf(task), 'all');
  });

  it('is told to whoever listens, until they have heard enough', () => {
    const told: FixReference[] = [];
    const listener = selection.onDidChange((reference) => told.push(reference));
    selection.set(a, false);
    listener.dispose();
    selection.set(b, false);
    deepEqual(told, [a]);
  });

  it('is nothing of a task that is not there', () => {
    const gone = { ...task, taskId: 't99' };
    selection.set(gone, false);
    equal(selection.stateOf(gone), 'all');
  });
});
