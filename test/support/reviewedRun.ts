import { commitTree, type TreeCommit } from '../../src/core/git/gitObjects.ts';
import { openRepository, type Repository } from '../../src/core/git/repository.ts';
import { snapshotTree, takeSnapshot } from '../../src/core/git/snapshot.ts';
import { treeChanges } from '../../src/core/git/treeChanges.ts';
import type { WorkingCopy } from '../../src/core/git/workingCopy.ts';
import { MergeDesk } from '../../src/core/manager/mergeDesk.ts';
import type { MergeRequest } from '../../src/core/manager/mergeRequest.ts';
import { RunRecorder } from '../../src/core/manager/runRecorder.ts';
import { RunStore } from '../../src/core/manager/runStore.ts';
import type { TaskView } from '../../src/core/manager/runView.ts';
import { type TemporaryRepository, temporaryRepository } from './temporaryRepository.ts';

/** A repository with a run that has ended: its tasks wait for a person. */
export interface ReviewedRun {
  readonly project: TemporaryRepository;
  readonly repository: Repository;
  readonly store: RunStore;
  /** A desk with merges named `m1`, `m2` and so on. */
  desk(workingCopy?: WorkingCopy, timeoutMs?: number): MergeDesk;
  /** Adds a task that does `edit` to the files of the run's snapshot. */
  addTask(taskId: string, edit: () => Promise<unknown>, runId?: string): Promise<void>;
  task(taskId: string, runId?: string): Promise<TaskView>;
  /** All of a task, unless `more` says what of it. */
  request(
    taskId: string,
    more?: Partial<Pick<MergeRequest, 'runId' | 'parts' | 'except'>>,
  ): Promise<MergeRequest>;
  remove(): Promise<void>;
}

const options = {
  mode: 'parallel',
  workers: 1,
  agents: [],
  checkers: [],
  verify: true,
  timeoutSeconds: 60,
  setupCommand: '',
  maxRounds: 1,
} as const;

/** @param prepare brings the repository into shape before the run's snapshot is taken. */
export async function reviewedRun(
  files: Readonly<Record<string, string>>,
  prepare: (project: TemporaryRepository) => Promise<unknown> = async () => undefined,
): Promise<ReviewedRun> {
  const project = await temporaryRepository(files);
  await prepare(project);
  await project.commit('prepared');
  const repository = await openRepository(project.root);
  const store = new RunStore(repository.storageDirectory);
  const base = await takeSnapshot(repository, { message: 'base' });
  let merges = 0;

  async function open(runId: string): Promise<RunRecorder> {
    const exists = (await store.list()).includes(runId);
    if (exists) return RunRecorder.open(store, runId, () => undefined);
    const startedAt = '2026-01-01T00:00:00.000Z';
    const record = { version: 1, runId, workingTree: project.root, base: base.commit } as const;
    return RunRecorder.create(store, { ...record, startedAt, options }, () => undefined);
  }

  /** The files of the snapshot after `edit`; the working tree is put back. */
  async function commitOf(taskId: string, edit: () => Promise<unknown>): Promise<TreeCommit> {
    await edit();
    const tree = await snapshotTree(repository);
    await project.hand.raw(['reset', '-q', '--hard']);
    await project.hand.raw(['clean', '-fdq']);
    const parents = [base.commit];
    return { commit: await commitTree(repository.git, { tree, parents, message: taskId }), tree };
  }

  const run: ReviewedRun = {
    project,
    repository,
    store,
    desk(workingCopy, timeoutMs) {
      const newMergeId = (): string => {
        merges += 1;
        return `m${merges}`;
      };
      return new MergeDesk(repository, store, newMergeId, workingCopy, timeoutMs);
    },
    async addTask(taskId, edit, runId = 'r1') {
      const { commit } = await commitOf(taskId, edit);
      const changes = await treeChanges(repository.git, base.commit, commit);
      const filePaths = changes.map(({ path }) => path);
      const recorder = await open(runId);
      const type = { issueType: 'type_error', priority: 1, issues: [] } as const;
      const task = { taskId, filePaths, reason: `what ${taskId} is about`, ...type };
      await recorder.append({ event: 'planned', round: 1, base: base.commit, tasks: [task] });
      await recorder.append({ event: 'task', taskId, change: 'started', workerId: 'w1' });
      const result = {
        ...{ taskId, workerId: 'w1', agent: 'quickfix', success: true, fixesApplied: 0 },
        ...{ errors: [], durationSeconds: 1, verdicts: [], introduced: [] },
        ...{ filesModified: filePaths, parent: base.commit, commit },
      };
      const parts = [{ kind: 'verified', result } as const];
      await recorder.append({ event: 'settled', taskId, workerId: 'w1', parts });
    },
    async task(taskId, runId = 'r1') {
      const view = (await store.history(runId)).task(taskId);
      if (view === undefined) throw new Error(`There is no task ${taskId}.`);
      return view;
    },
    async request(taskId, { runId = 'r1', parts = [], except } = {}) {
      const task = await run.task(taskId, runId);
      return { runId, task, parts, ...(except === undefined ? {} : { except }) };
    },
    remove: () => project.remove(),
  };
  return run;
}
