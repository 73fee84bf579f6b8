import { deepEqual, equal } from 'node:assert/strict';
import { ChangeGatherer } from '../../src/extension/session/changeGatherer.ts';
import type { SessionChange } from '../../src/extension/session/sessionChange.ts';

function gather(...changes: SessionChange[]): SessionChange[] {
  const told: SessionChange[] = [];
  const gatherer = new ChangeGatherer((some) => told.push(...some));
  for (const change of changes) gatherer.add(change);
  gatherer.flush();
  return told;
}

describe('changes of repositories', () => {
  it('are told together for each repository', () => {
    const told = gather(
      { root: '/a', tasks: new Set(['r/t01']), workers: false },
      { root: '/b', tasks: new Set(['r/t01']), workers: false },
      { root: '/a', tasks: new Set(['r/t02']), workers: true },
    );
    deepEqual(told, [
      { root: '/a', tasks: new Set(['r/t01', 'r/t02']), workers: true },
      { root: '/b', tasks: new Set(['r/t01']), workers: false },
    ]);
  });

  it('are about all tasks when one of them is', () => {
    const [told] = gather(
      { root: '/a', tasks: 'all', workers: false },
      { root: '/a', tasks: new Set(['r/t02']), workers: false },
    );
    equal(told?.tasks, 'all');
  });

  it('are told once', () => {
    const told: SessionChange[] = [];
    const gatherer = new ChangeGatherer((some) => told.push(...some));
    gatherer.add({ root: '/a', tasks: 'all', workers: false });
    gatherer.flush();
    gatherer.flush();
    equal(told.length, 1);
  });
});
