import type { AgentReport } from '../agents/agent.ts';
import { AgentCoordinator, type LadderStep } from '../agents/agentCoordinator.ts';
import { Workpiece } from '../agents/workpiece.ts';
import { secondsBetween } from '../base/clock.ts';
import { messageOf, throwIfCancelled } from '../base/swarmError.ts';
import { treeChanges } from '../git/treeChanges.ts';
import { checkOut, type WorktreeSlot } from '../git/worktreeSlot.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import type { FixJob, TaskPart } from '../protocol/taskFile.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';
import { type Inspected, Inspection } from './inspection.ts';
import type { JobContext } from './jobContext.ts';
import { betterOf, isClean, isWorthKeeping, type Layer } from './layer.ts';
import { matchIssues } from './matchIssues.ts';
import { Outskirts } from './outskirts.ts';
import { compareSurveys, type Survey, takeSurvey } from './survey.ts';
import { cutIntoParts } from './taskParts.ts';

const nothingReported: AgentReport = { doubts: new Map(), overallDoubt: undefined, errors: [] };

/** Climbs the ladder with the issues of one task, and keeps what came of it. */
export class FixTask {
  readonly #context: JobContext;
  readonly #slot: WorktreeSlot;
  readonly #job: FixJob;
  readonly #ladder: readonly LadderStep[];
  readonly #workpiece: Workpiece;
  readonly #before: Survey;
  readonly #found: ReadonlyMap<string, Diagnostic>;
  readonly #startedAt: number;
  readonly #errors: string[] = [];
  readonly #verdicts = new Map<string, IssueVerdict>();
  /** Where each open issue stands in the verified state of the files. */
  #places: ReadonlyMap<string, Diagnostic>;
  #verified: Layer | undefined;
  #doubtful: Layer | undefined;
  #isTidy = true;
  #lastAgent = '';

  private constructor(
    context: JobContext,
    slot: WorktreeSlot,
    job: FixJob,
    ladder: readonly LadderStep[],
    workpiece: Workpiece,
    before: Survey,
  ) {
    this.#context = context;
    this.#slot = slot;
    this.#job = job;
    this.#ladder = ladder;
    this.#workpiece = workpiece;
    this.#before = before;
    this.#startedAt = context.now();
    const { issues } = job.task;
    this.#found = job.verify
      ? matchIssues(issues, before.diagnostics)
      : new Map(issues.map((issue) => [issue.id, issue]));
    this.#places = this.#found;
    for (const issue of issues) this.#verdicts.set(issue.id, this.#firstVerdict(issue));
  }

  /** Takes the tools of the slot in hand, and has a first look at what they say. */
  static async open(context: JobContext, slot: WorktreeSlot, job: FixJob): Promise<FixTask> {
    const { run, benches, signal } = context;
    const bench = await benches.take(slot.path, context);
    const workpiece = new Workpiece(slot.path, job.task.filePaths, bench.checkers);
    const ladder = new AgentCoordinator(bench.fixers, run).ladder(job.agents);
    context.emit({ event: 'checking' });
    const before = job.verify
      ? await takeSurvey(workpiece, signal)
      : { diagnostics: [], texts: await workpiece.readTexts(workpiece.files) };
    return new FixTask(context, slot, job, ladder, workpiece, before);
  }

  async run(): Promise<TaskPart[]> {
    for (const step of this.#ladder) {
      if (this.#context.signal.aborted) break;
      const given = step.choose(this.#openIssues());
      if (given.length > 0) await this.#climb(step, given);
    }
    throwIfCancelled(this.#context.cancelled);
    const { now, repository, file } = this.#context;
    return cutIntoParts({
      task: this.#job.task,
      workerId: file.workerId,
      base: file.base,
      verified: this.#verified,
      doubtful: this.#doubtful,
      verdicts: this.#verdicts,
      lastAgent: this.#lastAgent,
      errors: this.#errors,
      durationSeconds: secondsBetween(this.#startedAt, now()),
      filesBetween: async (from, to) =>
        (await treeChanges(repository.git, from, to)).map((change) => change.path),
    });
  }

  #firstVerdict(issue: Issue): IssueVerdict {
    if (!this.#job.verify) return this.#unverified(issue.id);
    if (this.#found.has(issue.id)) return { issueId: issue.id, verdict: 'remains', reason: '' };
    const reason = this.#workpiece.isClaimed(issue)
      ? 'its checker did not report it before the attempt'
      : `no checker at hand knows ${issue.source}`;
    return { issueId: issue.id, verdict: 'unverified', reason };
  }

  #unverified(issueId: string): IssueVerdict {
    return { issueId, verdict: 'unverified', reason: 'checking was switched off' };
  }

  /** Where they stand now; those that nobody can check stand where they were reported. */
  #openIssues(): Issue[] {
    return this.#job.task.issues.flatMap((issue) => {
      if (this.#verdicts.get(issue.id)?.verdict === 'fixed') return [];
      const place = this.#places.get(issue.id);
      return [place === undefined ? issue : { ...issue, range: place.range }];
    });
  }

  async #climb(step: LadderStep, given: readonly Issue[]): Promise<void> {
    const { agent } = step;
    const { emit, repository, file, cancelled } = this.#context;
    const parent = this.#verified?.commit ?? file.base;
    if (!this.#isTidy) await checkOut({ ...this.#slot, commit: parent }, cancelled);
    emit({ event: 'agent', agent: agent.id, remaining: given.length });
    this.#lastAgent = agent.id;
    this.#isTidy = false;
    const outskirts = agent.isForeign ? await Outskirts.look(repository, this.#slot) : undefined;
    const report = await this.#ask(step, given);
    throwIfCancelled(cancelled);
    emit({ event: 'verifying' });
    const misdeeds = (await outskirts?.changes()) ?? [];
    if (await outskirts?.isHeadMoved()) this.#complain(agent.id, 'moved HEAD of its worktree');
    for (const misdeed of misdeeds) this.#complain(agent.id, misdeed);
    const inspected = await new Inspection(this.#context, this.#slot, this.#workpiece, {
      agent: agent.id,
      parent,
      before: this.#before,
      found: this.#found,
      issues: this.#openIssues(),
      report,
      misdeeds,
    }).run();
    if (inspected !== undefined) {
      this.#take(agent.id, parent, inspected);
      return;
    }
    this.#isTidy = true;
    if (agent.isForeign) this.#complain(agent.id, 'changed nothing');
  }

  async #ask({ agent }: LadderStep, issues: readonly Issue[]): Promise<AgentReport> {
    const { file, folder, signal, cancelled } = this.#context;
    try {
      const report = await agent.attempt({
        worktree: this.#slot.path,
        taskFilePath: folder.taskPath,
        task: this.#job.task,
        issues,
        workpiece: this.#workpiece,
        signal,
        log: (text) => folder.appendLog(`[${agent.id}] ${text}`),
      });
      this.#errors.push(...report.errors);
      return report;
    } catch (error) {
      throwIfCancelled(cancelled);
      const isLate = signal.aborted;
      const words = isLate ? `was stopped after ${file.timeoutSeconds} s` : messageOf(error);
      this.#complain(agent.id, words);
      return nothingReported;
    }
  }

  #complain(agent: string, words: string): void {
    this.#errors.push(`${agent}: ${words}`);
    this.#context.folder.appendLog(`[${agent}] ${words}`);
  }

  #take(agent: string, parent: string, inspected: Inspected): void {
    for (const note of inspected.notes) this.#complain(agent, note);
    const verdicts = this.#job.verify
      ? inspected.judgement.verdicts
      : inspected.judgement.verdicts.map((entry) => this.#unverified(entry.issueId));
    const { introduced } = inspected.judgement;
    const layer = { parent, agents: [agent], verdicts, introduced };
    if (inspected.commit === null) this.#record(verdicts);
    else this.#takeLayer({ ...layer, commit: inspected.commit }, inspected.after);
  }

  #takeLayer(layer: Layer, after: Survey): void {
    if (isClean(layer)) {
      this.#extendVerified(layer, after);
    } else if (isWorthKeeping(layer)) {
      this.#doubtful = betterOf(this.#doubtful, layer);
      if (this.#doubtful === layer) this.#record(layer.verdicts);
    } else {
      this.#complain(layer.agents.join('+'), 'its edits changed nothing about the problems');
    }
  }

  #extendVerified(layer: Layer, after: Survey): void {
    const earlier = this.#verified;
    this.#verified = {
      commit: layer.commit,
      parent: this.#context.file.base,
      agents: [...(earlier?.agents ?? []), ...layer.agents],
      verdicts: [...(earlier?.verdicts ?? []), ...layer.verdicts].filter(
        (entry) => entry.verdict === 'fixed',
      ),
      introduced: [],
    };
    // A doubtful layer stands on an older state of the files: it is asked for anew from here.
    this.#doubtful = undefined;
    this.#isTidy = true;
    this.#record(layer.verdicts);
    const { remaining } = compareSurveys(this.#before, after);
    const moved = new Map(remaining);
    this.#places = new Map(
      [...this.#found].flatMap(([id, entry]) => {
        const place = moved.get(entry);
        return place === undefined ? [] : [[id, place] as const];
      }),
    );
  }

  #record(verdicts: readonly IssueVerdict[]): void {
    for (const entry of verdicts) {
      const known = this.#verdicts.get(entry.issueId);
      const isStillUnknown = known?.verdict === 'unverified' && entry.verdict === 'unverified';
      if (!isStillUnknown) this.#verdicts.set(entry.issueId, entry);
    }
  }
}
