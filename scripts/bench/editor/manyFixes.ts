import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { buildIssues } from '../../../src/core/issues/buildIssues.ts';
import type { ReportedProblem } from '../../../src/core/issues/problemReport.ts';
import type { RunOptions } from '../../../src/core/manager/runRecord.ts';
import { RunRecorder } from '../../../src/core/manager/runRecorder.ts';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import { planTasks } from '../../../src/core/planner/planTasks.ts';
import type { SwarmResult } from '../../../src/core/protocol/swarmResult.ts';
import type { SwarmTask } from '../../../src/core/protocol/swarmTask.ts';
import { crowdedFile } from './crowdedProject.ts';

const problemsOfFile = 5;
const workerId = 'local-worker-1';

const options: RunOptions = {
  mode: 'parallel',
  ...{ workers: 4, agents: [], checkers: [], verify: true },
  ...{ timeoutSeconds: 300, setupCommand: '', maxRounds: 5 },
};

function problemsIn(file: string): ReportedProblem[] {
  return Array.from({ length: problemsOfFile }, (_none, index) => {
    const line = index + 1;
    const range = { line, column: 7, endLine: line, endColumn: 13 };
    const message = `'value${index}' is declared but its value is never read.`;
    return { file, range, severity: 'warning', source: 'bench', code: `rule-${index}`, message };
  });
}

async function tasksFor(count: number): Promise<SwarmTask[]> {
  const files = Array.from({ length: count }, (_none, number) => crowdedFile(number));
  const readFile = async (): Promise<string> => 'const value = 0;\n'.repeat(problemsOfFile);
  const { issues } = await buildIssues(files.flatMap(problemsIn), { readFile });
  return planTasks(issues, { firstNumber: 1 });
}

function resultOf({ taskId, issues, filePaths }: SwarmTask, commit: string): SwarmResult {
  const verdicts = issues.map(({ id }) => ({ issueId: id, verdict: 'fixed', reason: '' }) as const);
  return {
    ...{ taskId, workerId, agent: 'quickfix', success: true, filesModified: filePaths },
    ...{ fixesApplied: issues.length, errors: [], durationSeconds: 1.5 },
    ...{ commit, parent: commit, verdicts, introduced: [] },
  };
}

/** Writes down a run that has ended, each of its tasks with a fix that waits for a person. */
async function recordRun(
  repository: Pick<Repository, 'git' | 'workingTree'>,
  store: RunStore,
  runId: string,
  tasks: readonly SwarmTask[],
): Promise<void> {
  const commit = await repository.git.text(['rev-parse', 'HEAD']);
  const { workingTree } = repository;
  const startedAt = new Date().toISOString();
  const record = { version: 1, runId, workingTree, base: commit, startedAt, options } as const;
  const recorder = await RunRecorder.create(store, record, () => undefined);
  await recorder.append({ event: 'backend', backend: 'local', mode: 'parallel', workers: 4 });
  await recorder.append({ event: 'found', issues: tasks.flatMap(({ issues }) => issues) });
  await recorder.append({ event: 'planned', round: 1, base: commit, tasks });
  for (const task of tasks) {
    const { taskId } = task;
    const parts = [{ kind: 'verified', result: resultOf(task, commit) }] as const;
    await recorder.append({ event: 'task', taskId, change: 'started', workerId });
    await recorder.append({ event: 'settled', taskId, workerId, parts });
  }
  await recorder.append({ event: 'ended', stopReason: 'clean' });
}

/** A repository with one small run, and a large one that is brought there when it is wanted. */
export interface ManyFixes {
  /** Of the large run. */
  readonly journalMegabytes: number;
  /** As if another process had just written all of it. */
  bringLargeRun(): Promise<void>;
  /** Discards so many of its fixes, one by one, as another process does. */
  discard(count: number): Promise<void>;
}

const [smallRun, largeRun] = ['20260101-000000000-0000', '20260102-000000000-0000'];

/** @param root of a repository with a commit. */
export async function prepareManyFixes(root: string, taskCount: number): Promise<ManyFixes> {
  const repository = await openRepository(root);
  const store = new RunStore(repository.storageDirectory);
  const elsewhere = join(repository.gitDirectory, 'prepared');
  const tasks = await tasksFor(taskCount);
  await recordRun(repository, store, smallRun, tasks.slice(0, 1));
  await recordRun(repository, new RunStore(elsewhere), largeRun, tasks);
  const { size } = await stat(join(elsewhere, 'runs', largeRun, 'journal.jsonl'));
  return {
    journalMegabytes: size / 1e6,
    async bringLargeRun() {
      await rename(join(elsewhere, 'runs', largeRun), store.runDirectory(largeRun));
    },
    async discard(count) {
      const recorder = await RunRecorder.open(store, largeRun, () => undefined);
      for (const { taskId } of tasks.slice(-count)) {
        await recorder.append({ event: 'task', taskId, change: 'discarded', reason: 'bench' });
      }
    },
  };
}
