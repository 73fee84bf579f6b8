import assert from 'node:assert/strict';
import type { SwarmEvent } from '../../../src/core/manager/swarmEvent.ts';
import { WorkerBoard } from '../../../src/core/manager/workerBoard.ts';
import type { NewRunnerEvent } from '../../../src/core/runner/jobContext.ts';
import { issueAt } from '../../support/issues.ts';

function order(workerId: string, orderId: string, state: 'begun' | 'ended', at = '1'): SwarmEvent {
  return { type: 'order', at, workerId, orderId, state };
}

function news(workerId: string, event: NewRunnerEvent, at = '2'): SwarmEvent {
  return { type: 'runner', workerId, orderId: 't01', event: { at, ...event } };
}

const planned: SwarmEvent = {
  type: 'journal',
  event: {
    at: '0',
    event: 'planned',
    round: 1,
    base: 'base',
    tasks: [
      {
        taskId: 't01',
        issueType: 'warning',
        filePaths: ['a.ts'],
        priority: 1,
        issues: [issueAt(1, 1), issueAt(2, 1), issueAt(3, 1)],
        reason: '',
      },
    ],
  },
};

describe('WorkerBoard', () => {
  let board: WorkerBoard;

  beforeEach(() => {
    board = new WorkerBoard();
    board.add(planned);
  });

  it('tells of a worker what it is at, since when, and how many issues are left', () => {
    board.add(order('w1', 't01', 'begun'));
    const silent = { said: '', waitsSeconds: 0 };
    const begun = { workerId: 'w1', orderId: 't01', taskId: 't01', startedAt: '1', ...silent };
    assert.deepEqual(board.rows(), [
      { ...begun, doing: 'preparing', since: '1', agent: '', rung: 0, rungs: 0, remaining: 3 },
    ]);
    board.add(news('w1', { event: 'checking' }, '2'));
    board.add(
      news('w1', { event: 'agent', agent: 'mender', remaining: 2, rung: 2, rungs: 3 }, '3'),
    );
    const fixing = { ...begun, agent: 'mender', rung: 2, rungs: 3 };
    assert.deepEqual(board.rows(), [{ ...fixing, doing: 'fixing', since: '3', remaining: 3 }]);
    board.add(news('w1', { event: 'verifying' }, '4'));
    board.add(news('w1', { event: 'judged', fixed: 2, remaining: 1 }, '5'));
    assert.deepEqual(board.rows(), [{ ...fixing, doing: 'verifying', since: '4', remaining: 1 }]);
  });

  it('forgets a worker that has nothing to do', () => {
    board.add(order('w1', 't01', 'begun'));
    assert.equal(board.add(order('w1', 't01', 'ended')), true);
    assert.deepEqual(board.rows(), []);
  });

  it('tells tasks from checks of everything', () => {
    board.add(order('w1', 'check-1', 'begun'));
    assert.deepEqual(
      board.rows().map(({ taskId, remaining }) => [taskId, remaining]),
      [[undefined, 0]],
    );
  });

  it('lists workers by their numbers', () => {
    for (const number of [10, 9, 1]) board.add(order(`local-worker-${number}`, 't01', 'begun'));
    assert.deepEqual(
      board.rows().map(({ workerId }) => workerId),
      ['local-worker-1', 'local-worker-9', 'local-worker-10'],
    );
  });

  it('says whether there is something new to show', () => {
    assert.equal(board.add({ type: 'phase', text: 'merging' }), false);
    assert.equal(board.add(news('w1', { event: 'checking' })), false);
    assert.equal(board.add(order('w1', 't01', 'begun')), true);
    assert.equal(board.add(news('w1', { event: 'note', text: 'x' })), false);
    assert.equal(board.add(news('w1', { event: 'checking' })), true);
  });
});
