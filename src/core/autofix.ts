import { count } from './base/count.ts';
import { nextBatch } from './fixBudget.ts';
import type { GitCommand } from './git/gitCommand.ts';
import type { RunRecorder } from './manager/runRecorder.ts';
import type { TaskView } from './manager/runView.ts';
import type { SwarmListener } from './manager/swarmEvent.ts';
import type { SwarmManager } from './manager/swarmManager.ts';
import {
  type CheckedCommit,
  type VerifiedCandidate,
  VerifiedTrain,
  type VerifiedTrainResult,
} from './manager/verifiedTrain.ts';
import { planTasks } from './planner/planTasks.ts';
import { isCausedElsewhere } from './planner/rootCause.ts';
import type { Diagnostic } from './protocol/diagnostic.ts';
import type { Issue } from './protocol/issue.ts';
import type { StopReason } from './protocol/runReport.ts';
import type { AgentSettings } from './protocol/settings.ts';
import type { SwarmTask } from './protocol/swarmTask.ts';
import type { IssueVerdict } from './protocol/verdict.ts';
import { matchIssues } from './runner/matchIssues.ts';

export interface AutofixParts {
  readonly git: GitCommand;
  readonly manager: SwarmManager;
  readonly recorder: RunRecorder;
  readonly listener: SwarmListener;
}

/** Where a round begins. */
interface RoundStart {
  readonly round: number;
  readonly start: CheckedCommit;
  readonly issues: readonly Issue[];
}

/** Issues in, verdicts out, round by round, until there is nothing left that may help. */
export class AutofixCoordinator {
  readonly #parts: AutofixParts;
  readonly #train: VerifiedTrain;

  constructor(parts: AutofixParts) {
    this.#parts = parts;
    this.#train = new VerifiedTrain(parts.git, (commit) => parts.manager.check(commit));
  }

  /**
   * @param start the snapshot that the issues were found in.
   * @returns why it stopped; what came of each issue is in the journal.
   */
  async run(start: CheckedCommit, issues: readonly Issue[]): Promise<StopReason> {
    const { maxRounds, verify } = this.#parts.recorder.record.options;
    let round: RoundStart = { round: 1, start, issues };
    for (;;) {
      const before = this.#countFixed();
      await this.#runTasks(round);
      if (!verify) return 'limit';
      const result = await this.#putTogether(round);
      const fixed = this.#countFixed() - before;
      const open = this.#worthAnotherTry(round, result);
      if (this.#isClean()) return 'clean';
      if (this.#parts.manager.isStopping || this.#fixesLeft() <= 0) return 'limit';
      if (fixed === 0) return result.doubted.length > 0 ? 'regressed' : 'stalled';
      if (open.length === 0 || this.#agentsFor(round.round + 1).length === 0) return 'stalled';
      if (round.round >= maxRounds) return 'limit';
      round = { round: round.round + 1, start: result.head, issues: open };
    }
  }

  /** Later rounds try again what costs nothing: other edits may have cleared the way. */
  #agentsFor(round: number): readonly AgentSettings[] {
    const { agents } = this.#parts.recorder.record.options;
    return round === 1 ? agents : agents.filter((agent) => agent.kind === 'quickfix');
  }

  async #runTasks({ round, start, issues }: RoundStart): Promise<void> {
    const { recorder, manager, listener } = this.#parts;
    const firstNumber = this.#taskCount() + 1;
    const tasks = planTasks(issues, { firstNumber });
    await this.#retireOldRests(issues);
    listener({ type: 'phase', text: `round ${round}: ${count(tasks.length, 'task')}` });
    const agents = this.#agentsFor(round);
    let { now, later } = nextBatch(tasks, this.#fixesLeft());
    while (now.length > 0) {
      // A task that was cut is another one than was planned.
      await recorder.append({ event: 'planned', round, base: start.commit, tasks: now });
      await manager.executeFixes(now, start.commit, agents);
      ({ now, later } = nextBatch(later, this.#fixesLeft()));
    }
    await this.#putOff(round, start, later);
  }

  /** What is over the limit is listed all the same, so that it can be taken up later. */
  async #putOff(
    round: number,
    { commit: base }: CheckedCommit,
    tasks: readonly SwarmTask[],
  ): Promise<void> {
    if (tasks.length === 0) return;
    const { recorder } = this.#parts;
    await recorder.append({ event: 'planned', round, base, tasks });
    const reason = 'not begun: as many problems were fixed as were asked for';
    for (const { taskId } of tasks) {
      await recorder.append({ event: 'task', taskId, change: 'cancelled', reason });
    }
  }

  #fixesLeft(): number {
    const { maxFixes = Number.POSITIVE_INFINITY } = this.#parts.recorder.record.options;
    return maxFixes - this.#countFixed();
  }

  #taskCount(): number {
    return [...this.#parts.recorder.view().tasks.keys()].filter((id) => !id.includes('.')).length;
  }

  /** What a new round tries again is not left lying around as failed. */
  async #retireOldRests(issues: readonly Issue[]): Promise<void> {
    const again = new Set(issues.map((issue) => issue.id));
    for (const view of this.#parts.recorder.view().tasks.values()) {
      if (view.state !== 'failed') continue;
      if (!view.task.issues.every((issue) => again.has(issue.id))) continue;
      const { taskId } = view.task;
      const reason = 'tried again in the next round';
      await this.#parts.recorder.append({ event: 'task', taskId, change: 'discarded', reason });
    }
  }

  async #putTogether(round: RoundStart): Promise<VerifiedTrainResult> {
    const { recorder, listener } = this.#parts;
    listener({ type: 'phase', text: 'checking all fixes together' });
    const found = matchIssues(round.issues, round.start.diagnostics);
    const ready = [...recorder.view().tasks.values()].filter(
      (view) => view.round === round.round && view.state === 'ready' && view.result?.success,
    );
    const result = await this.#train.build(
      round.start,
      ready.flatMap((view) => candidateOf(view, found)),
    );
    for (const { taskId, introduced } of result.doubted) {
      await recorder.append({ event: 'doubted', taskId, introduced });
    }
    for (const { taskId, files } of result.conflicted) {
      const reason = `collides with other fixes in ${files.join(', ')}`;
      await recorder.append({ event: 'task', taskId, change: 'conflicted', reason });
    }
    await recorder.append({ event: 'rechecked', verdicts: this.#clearedElsewhere(found, result) });
    return result;
  }

  /** Issues that went away with the edits of other tasks: one cause, many symptoms. */
  #clearedElsewhere(
    found: ReadonlyMap<string, Diagnostic>,
    { comparison, merged }: VerifiedTrainResult,
  ): IssueVerdict[] {
    const { verdicts } = this.#parts.recorder.view();
    const gone = new Set(comparison.gone);
    const reason = `gone with ${merged.join(', ')}`;
    return [...found].flatMap(([issueId, entry]) => {
      const isOpen = verdicts.get(issueId)?.verdict === 'remains';
      return isOpen && gone.has(entry) ? [{ issueId, verdict: 'fixed', reason } as const] : [];
    });
  }

  /** Those that still stand in the head, where they stand there, and that its edits may have touched. */
  #worthAnotherTry(round: RoundStart, { comparison }: VerifiedTrainResult): Issue[] {
    const { verdicts } = this.#parts.recorder.view();
    const found = matchIssues(round.issues, round.start.diagnostics);
    const remaining = new Map(comparison.remaining);
    return round.issues.flatMap((issue) => {
      const entry = found.get(issue.id);
      const now = entry === undefined ? undefined : remaining.get(entry);
      const isOpen = verdicts.get(issue.id)?.verdict === 'remains';
      if (!isOpen || now === undefined) return [];
      const isOther = now.message !== issue.message || isCausedElsewhere(issue);
      return isOther ? [{ ...issue, ...now }] : [];
    });
  }

  #countFixed(): number {
    const { verdicts } = this.#parts.recorder.view();
    return [...verdicts.values()].filter((entry) => entry.verdict === 'fixed').length;
  }

  #isClean(): boolean {
    return this.#countFixed() === this.#parts.recorder.view().issues.length;
  }
}

function candidateOf(view: TaskView, found: ReadonlyMap<string, Diagnostic>): VerifiedCandidate[] {
  const { result, task } = view;
  if (result === undefined || result.commit === null) return [];
  const fixes = result.verdicts.flatMap((entry) => found.get(entry.issueId) ?? []);
  return [{ taskId: task.taskId, parent: result.parent, commit: result.commit, fixes }];
}
