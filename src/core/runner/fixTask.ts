import type { Agent, AgentReport } from '../agents/agent.ts';
import type { LadderStep } from '../agents/agentCoordinator.ts';
import type { CheckersAnswer } from '../agents/prompt/checkersAnswer.ts';
import { Workpiece } from '../agents/workpiece.ts';
import { secondsBetween } from '../base/clock.ts';
import { groupBy } from '../base/groupBy.ts';
import { isSwarmError, messageOf, throwIfCancelled } from '../base/swarmError.ts';
import { treeChanges } from '../git/treeChanges.ts';
import { checkOut, type WorktreeSlot } from '../git/worktreeSlot.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import { ruleName } from '../protocol/ruleName.ts';
import type { FixJob, ResultFile, TaskPart } from '../protocol/taskFile.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';
import { AgentWatch } from './agentWatch.ts';
import { answerTo, isSameAnswer } from './answers.ts';
import { type Inspected, Inspection } from './inspection.ts';
import type { JobContext } from './jobContext.ts';
import { betterOf, isClean, isWorthKeeping, type Layer } from './layer.ts';
import { matchIssues } from './matchIssues.ts';
import { Outskirts } from './outskirts.ts';
import { planLadder } from './planLadder.ts';
import { surroundingsOf } from './surroundings.ts';
import { compareSurveys, type Survey, takeFirstSurvey } from './survey.ts';
import { cutIntoParts } from './taskParts.ts';
import type { Workbench } from './workbench.ts';

const nothingReported: AgentReport = { doubts: new Map(), overallDoubt: undefined, errors: [] };

/** Where an agent stands on the ladder. */
interface Place {
  readonly rung: number;
  readonly rungs: number;
}

/** What came of a task. */
export type FixEnd = Pick<ResultFile, 'parts' | 'outcome'>;

/** Climbs the ladder with the issues of one task, and keeps what came of it. */
export class FixTask {
  readonly #context: JobContext;
  readonly #slot: WorktreeSlot;
  readonly #job: FixJob;
  readonly #bench: Workbench;
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
  /** How many complaints there were when the attempt at hand began. */
  #complaintsBefore = 0;
  /** What agents have done to files that no commit holds, and what is still there for each check. */
  readonly #lasting: string[] = [];
  #lastAgent = '';
  /** What was done before, a line each, for agents that come later. */
  readonly #earlier: string[] = [];
  /** The service behind an agent has no more patience for this task now. */
  #isLimited = false;

  private constructor(
    context: JobContext,
    slot: WorktreeSlot,
    job: FixJob,
    bench: Workbench,
    workpiece: Workpiece,
    before: Survey,
  ) {
    this.#context = context;
    this.#slot = slot;
    this.#job = job;
    this.#bench = bench;
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
    const { benches, signal } = context;
    const bench = await benches.take(slot.path, context);
    const workpiece = new Workpiece(slot.path, job.task.filePaths, bench.checkers);
    context.emit({ event: 'checking' });
    const before = job.verify
      ? await takeFirstSurvey(bench, workpiece, slot.commit, signal)
      : { diagnostics: [], texts: await workpiece.readTexts(workpiece.files) };
    return new FixTask(context, slot, job, bench, workpiece, before);
  }

  async run(): Promise<FixEnd> {
    const { texts } = this.#before;
    const place = { job: this.#job, bench: this.#bench, workpiece: this.#workpiece, texts };
    const steps = await planLadder(this.#context, place);
    for (const [index, step] of steps.entries()) {
      if (this.#isLimited) break;
      await this.#takeStep(step, { rung: index + 1, rungs: steps.length });
    }
    throwIfCancelled(this.#context.cancelled);
    return { parts: await this.#cut(), outcome: this.#isLimited ? 'limited' : 'done' };
  }

  /** One rung: once, and again with the checkers' answer as long as that makes a difference. */
  async #takeStep(step: LadderStep, place: Place): Promise<void> {
    const { emit, signal } = this.#context;
    let answer: CheckersAnswer | undefined;
    for (let triesLeft = step.agent.retries ?? 0; ; triesLeft -= 1) {
      const given = step.choose(this.#openIssues());
      if (given.length === 0 || signal.aborted) return;
      emit({ event: 'agent', agent: step.agent.id, remaining: given.length, ...place });
      const next = await this.#climb(step, given, answer);
      const remaining = this.#openIssues().length;
      emit({ event: 'judged', fixed: this.#job.task.issues.length - remaining, remaining });
      const isOver = triesLeft <= 0 || this.#isLimited || next === undefined;
      if (isOver || isSameAnswer(answer, next)) return;
      answer = next;
    }
  }

  #cut(): Promise<TaskPart[]> {
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
    if (!this.#job.verify) return unverified(issue.id);
    if (this.#found.has(issue.id)) return { issueId: issue.id, verdict: 'remains', reason: '' };
    const reason = this.#workpiece.isClaimed(issue)
      ? 'its checker did not report it before the attempt'
      : `no checker at hand knows ${issue.source}`;
    return { issueId: issue.id, verdict: 'unverified', reason };
  }

  /** Where they stand now; those that nobody can check stand where they were reported. */
  #openIssues(): Issue[] {
    const isFixed = new Set(this.#verified?.verdicts.map((entry) => entry.issueId));
    return this.#job.task.issues.flatMap((issue) => {
      if (isFixed.has(issue.id)) return [];
      const place = this.#places.get(issue.id);
      return [place === undefined ? issue : { ...issue, range: place.range }];
    });
  }

  /** @returns what to tell the agent if it tries again; undefined when that makes no sense. */
  async #climb(
    step: LadderStep,
    given: readonly Issue[],
    answer: CheckersAnswer | undefined,
  ): Promise<CheckersAnswer | undefined> {
    const { agent } = step;
    const { emit, repository, cancelled } = this.#context;
    const parent = this.#stand();
    if (!this.#isTidy) await checkOut({ ...this.#slot, commit: parent }, cancelled);
    this.#lastAgent = agent.id;
    this.#complaintsBefore = this.#errors.length;
    this.#isTidy = false;
    const outskirts = agent.isForeign
      ? await Outskirts.look(this.#context.outskirts, repository, this.#slot)
      : undefined;
    const report = await this.#ask(step, given, parent, answer);
    this.#isLimited = report.isLimited === true;
    throwIfCancelled(cancelled);
    emit({ event: 'verifying' });
    const inspection = new Inspection(this.#context, this.#slot, this.#workpiece, {
      agent: agent.id,
      parent,
      before: this.#before,
      found: this.#found,
      issues: this.#openIssues(),
      report,
      lookAround: () => this.#lookAround(agent, outskirts),
      surfaceOf: agent.isUnjudged ? this.#bench.surfaceOf : undefined,
    });
    if (this.#job.verify) return this.#inspect(agent, parent, inspection, given);
    this.#takeUnchecked(agent, (await inspection.keep()).commit);
    return undefined;
  }

  /** What the agent did where it had no business; what no commit would hold is taken away. */
  async #lookAround(agent: Agent, outskirts: Outskirts | undefined): Promise<readonly string[]> {
    if (outskirts === undefined) return this.#lasting;
    const hasSetup = this.#context.file.setupCommand !== '';
    const [misdeeds, isHeadMoved, { mended, lasting }] = await Promise.all([
      outskirts.changes(),
      outskirts.isHeadMoved(),
      outskirts.tidy(hasSetup),
    ]);
    if (isHeadMoved) this.#complain(agent.id, 'moved HEAD of its worktree');
    for (const line of [...misdeeds, ...mended, ...lasting]) this.#complain(agent.id, line);
    this.#lasting.push(...lasting);
    return [...misdeeds, ...this.#lasting];
  }

  /** The commit that the next agent starts from. */
  #stand(): string {
    const unchecked = this.#job.verify ? undefined : this.#doubtful;
    return unchecked?.commit ?? this.#verified?.commit ?? this.#context.file.base;
  }

  async #inspect(
    agent: Agent,
    parent: string,
    inspection: Inspection,
    given: readonly Issue[],
  ): Promise<CheckersAnswer | undefined> {
    try {
      const inspected = await inspection.run();
      if (inspected === undefined) {
        this.#noteNothing(agent);
        return undefined;
      }
      this.#take(agent, parent, inspected);
      return answerTo(given, inspected.judgement, inspected.notes);
    } catch (error) {
      const isUnfit = isSwarmError(error, 'checker') || isSwarmError(error, 'configuration');
      if (!agent.isForeign || !isUnfit) throw error;
      const words = `left what cannot be checked: ${error.message}`;
      this.#complain(agent.id, words);
      return { verdicts: [], introduced: [], notes: [words] };
    }
  }

  /** Nobody looks, so each agent goes on from where the one before it stopped. */
  #takeUnchecked(agent: Agent, commit: string | undefined): void {
    if (commit === undefined) {
      this.#noteNothing(agent);
      return;
    }
    const agents = [...(this.#doubtful?.agents ?? []), agent.id];
    const parent = this.#context.file.base;
    const verdicts = this.#job.task.issues.map((issue) => unverified(issue.id));
    this.#doubtful = { commit, parent, agents, isForeign: true, verdicts, introduced: [] };
  }

  #noteNothing(agent: Agent): void {
    this.#isTidy = true;
    // Whoever has said what went wrong has said enough.
    const isSilent = this.#errors.length === this.#complaintsBefore;
    if (agent.isForeign && isSilent) this.#complain(agent.id, 'changed nothing');
  }

  async #ask(
    { agent }: LadderStep,
    issues: readonly Issue[],
    start: string,
    answer: CheckersAnswer | undefined,
  ): Promise<AgentReport> {
    const { file, folder, signal, cancelled } = this.#context;
    const watcher = new AgentWatch(agent.id, issues, this.#context);
    try {
      const report = await agent.attempt({
        worktree: this.#slot.path,
        surroundings: await surroundingsOf(this.#slot, this.#context),
        git: this.#slot.git,
        start,
        taskFilePath: folder.taskPath,
        task: this.#job.task,
        issues,
        workpiece: this.#workpiece,
        note: this.#job.note ?? '',
        earlier: this.#earlier,
        ...{ answer, signal, watcher },
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
    } finally {
      watcher.flush();
    }
  }

  #complain(agent: string, words: string): void {
    this.#errors.push(`${agent}: ${words}`);
    this.#context.folder.appendLog(`[${agent}] ${words}`);
  }

  #take({ id, isForeign }: Agent, parent: string, inspected: Inspected): void {
    for (const note of inspected.notes) this.#complain(id, note);
    const { commit, judgement, after } = inspected;
    const layer = { parent, agents: [id], isForeign, ...judgement };
    if (commit !== null) this.#takeLayer({ ...layer, commit }, after);
    else if (this.#doubtful === undefined) this.#record(judgement.verdicts);
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
    this.#earlier.push(...this.#fixedBy(layer));
    this.#verified = {
      commit: layer.commit,
      parent: this.#context.file.base,
      agents: [...(earlier?.agents ?? []), ...layer.agents],
      isForeign: layer.isForeign || earlier?.isForeign === true,
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

  /** What a layer has mended, rule by rule. */
  #fixedBy({ agents, verdicts }: Layer): string[] {
    const fixed = new Set(
      verdicts.flatMap((one) => (one.verdict === 'fixed' ? [one.issueId] : [])),
    );
    const issues = this.#job.task.issues.filter(({ id }) => fixed.has(id));
    const rules = [...groupBy(issues, ruleName)];
    return rules.map(([rule, all]) => `${agents.join('+')} fixed ${all.length} × ${rule}`);
  }

  #record(verdicts: readonly IssueVerdict[]): void {
    for (const entry of verdicts) {
      const known = this.#verdicts.get(entry.issueId);
      const isStillUnknown = known?.verdict === 'unverified' && entry.verdict === 'unverified';
      if (!isStillUnknown) this.#verdicts.set(entry.issueId, entry);
    }
  }
}

function unverified(issueId: string): IssueVerdict {
  return { issueId, verdict: 'unverified', reason: 'checking was switched off' };
}
