import { deepEqual, equal, match } from 'node:assert/strict';
import { join } from 'node:path';
import { silentLogger } from '../../../src/core/base/logger.ts';
import { openRepository } from '../../../src/core/git/repository.ts';
import { takeSnapshot } from '../../../src/core/git/snapshot.ts';
import type { RunOptions } from '../../../src/core/manager/runRecord.ts';
import { RunRecorder } from '../../../src/core/manager/runRecorder.ts';
import { reportRun, reportTask } from '../../../src/core/manager/runReport.ts';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import type { TaskView } from '../../../src/core/manager/runView.ts';
import { SwarmManager } from '../../../src/core/manager/swarmManager.ts';
import type { SwarmTask } from '../../../src/core/protocol/swarmTask.ts';
import type { ResultFile } from '../../../src/core/protocol/taskFile.ts';
import { issueAt } from '../../support/issues.ts';
import { recordOf } from '../../support/runRecords.ts';
import { type Attempt, type Script, ScriptedClient } from '../../support/scriptedClient.ts';
import { resultWith } from '../../support/taskViews.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

/** A pause that the test ends. */
interface Pause {
  readonly ms: number;
  readonly end: () => void;
  isStopped: boolean;
}

/** Settles when the other side has come so far. */
class Signpost {
  #reach: () => void = () => undefined;
  readonly reached = new Promise<void>((resolve) => {
    this.#reach = resolve;
  });

  reach(): void {
    this.#reach();
  }
}

function problemsOf(taskId: string) {
  const [mended, left] = [`${taskId}-mended`, `${taskId}-left`];
  return [issueAt(1, 1, { id: mended }), issueAt(2, 1, { id: left })] as const;
}

function tasksOf(count: number): SwarmTask[] {
  return Array.from({ length: count }, (_none, index) => {
    const taskId = `t0${index + 1}`;
    const plain = { issueType: 'type_error', priority: 3, reason: '' } as const;
    return { ...plain, taskId, filePaths: [`${taskId}.ts`], issues: problemsOf(taskId) };
  });
}

const limited = { event: 'limited', agent: 'qwen', seconds: 8 } as const;

describe('the manager, when the service of an agent asks for patience', () => {
  let repository: TemporaryRepository;
  let base: string;
  let recorder: RunRecorder;
  let pauses: Pause[];
  let said: string[];
  let onPause: () => void;
  let onSettled: (taskId: string) => void;

  beforeEach(async () => {
    repository = await temporaryRepository({ 'a.ts': 'a\n' });
    pauses = [];
    said = [];
    onPause = () => undefined;
    onSettled = () => undefined;
  });

  afterEach(() => repository.remove());

  async function open(workers: number, script: Script, more: Partial<RunOptions> = {}) {
    const opened = await openRepository(repository.root);
    base = (await takeSnapshot(opened, { message: 'base' })).commit;
    const plain = recordOf('r1');
    const record = { ...plain, base, options: { ...plain.options, workers, ...more } };
    const store = new RunStore(opened.storageDirectory);
    recorder = await RunRecorder.create(store, record, (event) => {
      if (event.type === 'journal' && event.event.event === 'settled')
        onSettled(event.event.taskId);
    });
    const log = {
      ...silentLogger,
      info: (text: string) => said.push(text),
      warn: (text: string) => said.push(text),
    };
    const client = new ScriptedClient(workers, script);
    const manager = new SwarmManager({
      ...{ repository: opened, slotsRoot: join(repository.folder, 'slots'), recorder, log },
      ...{ clients: [client], listener: () => undefined },
      startTimer: (end, ms) => {
        const pause = { ms, end, isStopped: false };
        pauses.push(pause);
        onPause();
        return () => {
          pause.isStopped = true;
        };
      },
    });
    return { manager, client };
  }

  async function fix(manager: SwarmManager, tasks: readonly SwarmTask[]): Promise<void> {
    await recorder.append({ event: 'planned', round: 1, base, tasks });
    await manager.initialize();
    try {
      await manager.executeFixes(tasks, base, []);
    } finally {
      await manager.shutdown();
    }
  }

  /** What quick fixes can mend is mended; the rest is for an agent. */
  function resultFor({ orderId }: Attempt, outcome: ResultFile['outcome']): ResultFile {
    const [mended, left] = problemsOf(orderId);
    const verified = resultWith({
      commit: base,
      verdicts: [{ issueId: mended.id, verdict: 'fixed', reason: '' }],
    });
    const isDone = outcome === 'done';
    const rest = resultWith({
      commit: isDone ? base : null,
      success: isDone,
      verdicts: [{ issueId: left.id, verdict: isDone ? 'fixed' : 'remains', reason: '' }],
    });
    const parts = [
      { kind: 'verified', result: verified },
      { kind: 'remains', result: rest },
    ] as const;
    const nothing = { error: '', diagnostics: [], claimed: [] };
    return { version: 1, orderId, outcome, parts, ...nothing };
  }

  function taskOf(taskId: string): TaskView | undefined {
    return recorder.view().tasks.get(taskId);
  }

  it('has fewer at work, says so once, and has all at work again when it goes well', async () => {
    const course: string[] = [];
    const ends = new Map(tasksOf(4).map(({ taskId }) => [taskId, new Signpost()]));
    // The first four end one after the other, each when the one before is settled.
    onSettled = (taskId) => ends.get(`t0${Number(taskId.slice(1)) + 1}`)?.reach();
    const { manager } = await open(4, async (attempt) => {
      course.push(`${attempt.orderId} begins`);
      if (attempt.orderId === 't04') ends.get('t01')?.reach();
      if (attempt.orderId <= 't04') {
        await ends.get(attempt.orderId)?.reached;
        attempt.say(limited);
      }
      course.push(`${attempt.orderId} ends`);
      return resultFor(attempt, 'done');
    });
    await fix(manager, tasksOf(9));
    deepEqual(said, ['qwen is asked for too much: 2 at once from now on', '4 at once again']);
    // Two of four is one that goes on and one that begins.
    equal(course.indexOf('t05 begins') > course.indexOf('t03 ends'), true, course.join());
    deepEqual(
      tasksOf(9).map(({ taskId }) => taskOf(taskId)?.state),
      Array(9).fill('ready'),
    );
  });

  it('has no more at work because of a task that has waited, though it went well', async () => {
    const both = new Signpost();
    const { manager, client } = await open(2, async (attempt) => {
      if (client.atWork === 2) both.reach();
      await both.reached;
      attempt.say(limited);
      return resultFor(attempt, 'done');
    });
    await fix(manager, tasksOf(2));
    deepEqual(said, ['qwen is asked for too much: 1 at once from now on']);
  });

  it('puts a task back for longer and longer, which is no loss, and takes what it comes to', async () => {
    const { manager } = await open(1, async (attempt) =>
      resultFor(attempt, attempt.number < 3 ? 'limited' : 'done'),
    );
    onPause = () => queueMicrotask(() => pauses.at(-1)?.end());
    await fix(manager, tasksOf(1));
    deepEqual(
      pauses.map(({ ms }) => ms),
      [2_000, 4_000],
    );
    const task = taskOf('t01');
    deepEqual([task?.state, task?.losses], ['ready', 0]);
    deepEqual(task && reportTask(recorder.view(), task).errors, []);
  });

  it('gives other tasks the worker meanwhile', async () => {
    const order: string[] = [];
    const { manager } = await open(1, async (attempt) => {
      order.push(`${attempt.orderId}, ${attempt.number}`);
      const isFirst = attempt.orderId === 't01' && attempt.number === 1;
      if (attempt.orderId === 't03') pauses[0]?.end();
      return resultFor(attempt, isFirst ? 'limited' : 'done');
    });
    await fix(manager, tasksOf(3));
    deepEqual(order, ['t01, 1', 't02, 1', 't03, 1', 't01, 2']);
  });

  it('keeps what quick fixes have mended when it has asked for patience too often', async () => {
    const { manager } = await open(1, async (attempt) => {
      attempt.say(limited);
      return resultFor(attempt, 'limited');
    });
    onPause = () => queueMicrotask(() => pauses.at(-1)?.end());
    await fix(manager, tasksOf(1));
    equal(pauses.length, 3);
    deepEqual([taskOf('t01')?.state, taskOf('t01.rest')?.state], ['ready', 'failed']);
    const [, rest] = reportRun(recorder.view()).tasks;
    match(rest?.errors.join() ?? '', /has asked for patience 4 times; try again later$/);
  });

  it('keeps that, too, when a later attempt breaks', async () => {
    const { manager } = await open(1, async (attempt) => {
      if (attempt.number === 1) return resultFor(attempt, 'limited');
      return { ...resultFor(attempt, 'error'), parts: [], error: 'it broke' };
    });
    onPause = () => queueMicrotask(() => pauses.at(-1)?.end());
    await fix(manager, tasksOf(1));
    equal(taskOf('t01')?.state, 'ready');
  });

  it('never lets a pause grow over a minute, from one task to the next', async () => {
    const { manager } = await open(1, async (attempt) =>
      resultFor(attempt, attempt.number === 1 ? 'limited' : 'done'),
    );
    onPause = () => {
      if (pauses.length === 7) for (const { end } of pauses) queueMicrotask(end);
    };
    await fix(manager, tasksOf(7));
    deepEqual(
      pauses.map(({ ms }) => ms / 1000),
      [2, 4, 8, 16, 32, 60, 60],
    );
  });

  it('stops a task at once that is called off while it is put back', async () => {
    const { manager } = await open(1, async (attempt) => resultFor(attempt, 'limited'));
    onPause = () => queueMicrotask(() => manager.cancelTask('t01'));
    await fix(manager, tasksOf(1));
    equal(taskOf('t01')?.state, 'cancelled');
    deepEqual(
      pauses.map(({ isStopped }) => isStopped),
      [true],
    );
  });

  it('stops at once when the whole run is called off meanwhile', async () => {
    const { manager } = await open(1, async (attempt) => resultFor(attempt, 'limited'));
    onPause = () => queueMicrotask(() => manager.cancel());
    await fix(manager, tasksOf(1)).catch(() => undefined);
    equal(taskOf('t01')?.state, 'cancelled');
    equal(pauses[0]?.isStopped, true);
  });

  it('settles a task that is put back with what it has when a budget is spent', async () => {
    const { manager } = await open(1, async (attempt) => resultFor(attempt, 'limited'));
    onPause = () => queueMicrotask(() => manager.stopStarting({ kind: 'cost', most: 0.05 }));
    await fix(manager, tasksOf(2));
    deepEqual(
      [...recorder.view().tasks.values()].map(({ task, state, reason }) => [
        task.taskId,
        state,
        reason,
      ]),
      [
        ['t01', 'ready', ''],
        ['t02', 'cancelled', 'not begun: the budget of $0.05 was spent'],
        ['t01.rest', 'failed', ''],
      ],
    );
  });

  it('says once that a budget cannot be held for an agent whose price is not known', async () => {
    const used = { event: 'usage', agent: 'qwen', model: '', issueIds: [] } as const;
    const { manager } = await open(
      1,
      async (attempt) => {
        attempt.say({ ...used, inputTokens: 10, outputTokens: 1 });
        return resultFor(attempt, 'done');
      },
      { maxCost: 0.05 },
    );
    await fix(manager, tasksOf(2));
    deepEqual(said, [
      'Nobody knows what qwen costs: the budget cannot be held for it; use --max-tokens.',
    ]);
    equal(recorder.view().spending.length, 2);
  });
});
