import { join } from 'node:path';
import { withLock } from '../base/lockFile.ts';
import { SwarmError } from '../base/swarmError.ts';
import { isConfigurationFile, isPartOfChecker } from '../checkers/configurationFiles.ts';
import { commitEditedFile } from '../git/editedCommit.ts';
import type { Repository } from '../git/repository.ts';
import { taskRef, updateRef } from '../git/swarmRefs.ts';
import { treeChanges } from '../git/treeChanges.ts';
import type { SwarmResult } from '../protocol/swarmResult.ts';
import type { RecheckJob, ResultFile } from '../protocol/taskFile.ts';
import { isUnreviewed } from '../protocol/taskState.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';
import { RunRecorder } from './runRecorder.ts';
import type { RunStore } from './runStore.ts';
import type { TaskView } from './runView.ts';
import type { FoundTask } from './taskSelection.ts';

const lockTimeoutMs = 60_000;

/** Has a job done by a worker, from that base. */
export type RunRecheck = (job: RecheckJob, base: string) => Promise<ResultFile>;

/** A task that has edits which nobody has decided about. */
interface OpenTask {
  readonly recorder: RunRecorder;
  readonly view: TaskView;
  readonly result: SwarmResult & { readonly commit: string };
}

const byHand = 'edited by hand';

/** Lets a person change what a task came to, and has it judged again. */
export class EditDesk {
  readonly #repository: Repository;
  readonly #store: RunStore;

  constructor(repository: Repository, store: RunStore) {
    this.#repository = repository;
    this.#store = store;
  }

  /**
   * Puts another text into a file of a task's commit. All its verdicts are `unverified` from then on,
   * until it is checked again. The commit of before stays, as the parent of the new one.
   * @param path relative to the repository, with `/`.
   * @param bytes the whole file as it would stand in the working tree.
   * @returns the task as it is now.
   * @throws {SwarmError} `state` when there is nothing to edit, or somebody else has edited it since
   * `found` was read; `usage` for a file that may not be edited.
   */
  async editTaskFile(found: FoundTask, path: string, bytes: Uint8Array): Promise<TaskView> {
    const lock = join(this.#repository.storageDirectory, 'edit.lock');
    const wait = { purpose: 'edit a fix', timeoutMs: lockTimeoutMs };
    return withLock(lock, wait, async () => {
      const { recorder, view, result } = await this.#open(found);
      const { taskId } = view.task;
      this.#refuseConfiguration(found, path);
      const { git } = this.#repository;
      const { commit: old, parent } = result;
      const message = `${taskId}: ${byHand}`;
      const edited = { commit: old, path, bytes, message };
      const commit = await commitEditedFile(this.#repository, edited);
      if (commit === undefined) return view;
      await updateRef(git, taskRef(recorder.record.runId, taskId), commit);
      const filesModified = (await treeChanges(git, parent, commit)).map((change) => change.path);
      await recorder.append({ event: 'edited', taskId, commit, filesModified });
      return recorder.task(taskId) ?? view;
    });
  }

  /**
   * Checks a task's commit again, and judges it by the rules for every fix. What a person had to judge
   * before, a person still has to: no check takes that back.
   * @returns the task as it is now.
   * @throws {SwarmError} `checker` when that cannot be found out: then the verdicts stay as they are;
   * `state` when there is nothing to check, or somebody has edited it meanwhile; `cancelled`.
   */
  async recheckTask(found: FoundTask, run: RunRecheck): Promise<TaskView> {
    const { view, result } = await this.#open(found);
    const { parent, commit } = result;
    const { task, base, original } = view;
    const doubts = doubtsOf(original ?? result);
    const answer = await run({ kind: 'recheck', task, parent, commit, doubts }, base);
    const judged = answer.parts[0]?.result;
    if (judged === undefined) throw new SwarmError('checker', `${task.taskId}: ${answer.error}`);
    const now = await this.#open(found);
    const verdicts = original === undefined ? judged.verdicts : judged.verdicts.map(markByHand);
    const { introduced } = judged;
    const { taskId } = task;
    await now.recorder.append({ event: 'reverified', taskId, commit, verdicts, introduced });
    return now.recorder.task(taskId) ?? now.view;
  }

  async #open({ run, task }: FoundTask): Promise<OpenTask> {
    const { taskId } = task.task;
    const recorder = await RunRecorder.open(this.#store, run.record.runId, () => undefined);
    const view = recorder.task(taskId);
    const result = view?.result;
    if (view === undefined || !isUnreviewed(view.state) || result === undefined) {
      const state = view?.state ?? 'gone';
      throw new SwarmError('state', `${taskId} is ${state}: there is nothing to edit or check.`);
    }
    const { commit } = result;
    if (commit === null || commit !== task.result?.commit) {
      throw new SwarmError('state', `${taskId} was edited meanwhile; look at it again first.`);
    }
    return { recorder, view, result: { ...result, commit } };
  }

  /** Whoever changes what the checkers go by would have them judge by other rules than before. */
  #refuseConfiguration({ run, task }: FoundTask, path: string): void {
    if (task.task.filePaths.includes(path)) return;
    if (!isConfigurationFile(path) && !isPartOfChecker(path, run.record.options.checkers)) return;
    const words = `${path} tells the checkers what to complain about`;
    throw new SwarmError('usage', `${words}: change it in the working tree, not in a fix.`);
  }
}

/** What checks cannot know: an agent's own doubts, and those that nobody has asked it for. */
function doubtsOf({ verdicts }: SwarmResult): Readonly<Record<string, string>> {
  const doubts = verdicts.flatMap(({ issueId, verdict, reason }): [string, string][] => {
    if (verdict === 'proposed') return [[issueId, reason]];
    if (verdict === 'unverified') return [[issueId, 'nobody checked it when it was made']];
    return [];
  });
  return Object.fromEntries(doubts);
}

function markByHand(entry: IssueVerdict): IssueVerdict {
  return { ...entry, reason: entry.reason === '' ? byHand : `${byHand}; ${entry.reason}` };
}
