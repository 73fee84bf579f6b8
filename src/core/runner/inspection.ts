import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentReport } from '../agents/agent.ts';
import type { Workpiece } from '../agents/workpiece.ts';
import { changedTexts, type FileChange } from '../git/changedTexts.ts';
import { commitTree, treeOf } from '../git/gitObjects.ts';
import { treeOfWorktree } from '../git/taskCommit.ts';
import { checkOut, type WorktreeSlot } from '../git/worktreeSlot.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import { type Suspicion, suspectChange } from './changeSuspicions.ts';
import { isConfigurationFile } from './configurationFiles.ts';
import type { JobContext } from './jobContext.ts';
import { type Judgement, judge } from './judge.ts';
import { compareSurveys, type Survey, takeSurvey } from './survey.ts';

/** What an attempt is held against. */
export interface InspectionRequest {
  readonly agent: string;
  /** The commit that the agent started from. */
  readonly parent: string;
  /** What the checkers said before anybody did anything. */
  readonly before: Survey;
  /** The entry of `before` that each issue is, by issue id. */
  readonly found: ReadonlyMap<string, Diagnostic>;
  /** Those that the judgement is about. */
  readonly issues: readonly Issue[];
  readonly report: AgentReport;
  /** What the agent did where it had no business, in lines for a person. */
  readonly misdeeds: readonly string[];
}

export interface Inspected {
  /** Null when nothing is left of the edits. */
  readonly commit: string | null;
  readonly judgement: Judgement;
  readonly after: Survey;
  readonly notes: readonly string[];
}

/** Looks at what an agent has left in the worktree, keeps it as a commit, and judges it. */
export class Inspection {
  readonly #context: JobContext;
  readonly #slot: WorktreeSlot;
  readonly #workpiece: Workpiece;
  readonly #request: InspectionRequest;

  constructor(
    context: JobContext,
    slot: WorktreeSlot,
    workpiece: Workpiece,
    request: InspectionRequest,
  ) {
    this.#context = context;
    this.#slot = slot;
    this.#workpiece = workpiece;
    this.#request = request;
  }

  /** @returns undefined when nothing was changed. */
  async run(): Promise<Inspected | undefined> {
    const commit = await this.#keep();
    if (commit === undefined) return undefined;
    const changes = await this.#changesIn(commit);
    const configuration = changes.filter(({ file }) => this.#isForeignConfiguration(file));
    if (configuration.length > 0) return this.#withoutConfiguration(changes, configuration);
    return this.#judge(commit, changes, new Map(), []);
  }

  #isForeignConfiguration(file: string): boolean {
    return isConfigurationFile(file) && !this.#workpiece.files.includes(file);
  }

  /** The configuration of before has the word: what is only gone with another one was silenced. */
  async #withoutConfiguration(
    changes: readonly FileChange[],
    configuration: readonly FileChange[],
  ): Promise<Inspected> {
    const names = configuration.map((change) => change.file).join(', ');
    const theirs = await this.#survey(changes);
    const gone = new Set(compareSurveys(this.#request.before, theirs).gone);
    const silenced = new Map<string, string>();
    for (const issue of this.#request.issues) {
      const entry = this.#request.found.get(issue.id);
      if (entry !== undefined && gone.has(entry)) {
        silenced.set(issue.id, `gone only with its change to ${names}`);
      }
    }
    for (const change of configuration) await this.#takeBack(change);
    const rest = changes.filter((change) => !configuration.includes(change));
    return this.#judge(await this.#keep(), rest, silenced, [
      `its change to ${names} was taken back`,
    ]);
  }

  async #judge(
    commit: string | undefined,
    changes: readonly FileChange[],
    silenced: ReadonlyMap<string, string>,
    notes: readonly string[],
  ): Promise<Inspected> {
    const before =
      commit === undefined ? this.#request.before : await this.#before(commit, changes);
    const after = await this.#survey(changes);
    const judgement = judge(this.#request.issues, {
      before,
      after,
      found: this.#request.found,
      suspicions: suspectAll(changes),
      overall: suspectMisdeeds(this.#request.misdeeds),
      doubts: this.#request.report.doubts,
      overallDoubt: this.#request.report.overallDoubt,
      silenced,
    });
    return { commit: commit ?? null, judgement, after, notes };
  }

  /** What was wrong before also in those files that are changed beyond the task's own. */
  async #before(commit: string, changes: readonly FileChange[]): Promise<Survey> {
    const { before } = this.#request;
    const extra = changes.map((change) => change.file).filter((file) => !before.texts.has(file));
    if (extra.length === 0) return before;
    const { file, cancelled } = this.#context;
    await checkOut({ ...this.#slot, commit: file.base }, cancelled);
    const wider = await takeSurvey(this.#workpiece, cancelled, extra);
    await checkOut({ ...this.#slot, commit }, cancelled);
    return { diagnostics: keepEntries(before.diagnostics, wider.diagnostics), texts: wider.texts };
  }

  #survey(changes: readonly FileChange[]): Promise<Survey> {
    const files = changes.map((change) => change.file);
    return takeSurvey(this.#workpiece, this.#context.cancelled, files);
  }

  async #keep(): Promise<string | undefined> {
    const { repository, file } = this.#context;
    const { parent, agent } = this.#request;
    const [tree, before] = await Promise.all([
      treeOfWorktree(this.#slot, parent),
      treeOf(repository.git, parent),
    ]);
    if (tree === before) return undefined;
    const message = `${file.orderId}: ${agent}`;
    return commitTree(repository.git, { tree, parents: [parent], message });
  }

  #changesIn(commit: string): Promise<FileChange[]> {
    return changedTexts(this.#context.repository.git, this.#request.parent, commit);
  }

  async #takeBack({ file, before }: FileChange): Promise<void> {
    if (before !== undefined) await this.#workpiece.writeText(file, before);
    else await rm(join(this.#workpiece.root, file), { force: true, recursive: true });
  }
}

/** The earlier entries themselves where both say the same: issues are known by those. */
function keepEntries(
  known: readonly Diagnostic[],
  wider: readonly Diagnostic[],
): readonly Diagnostic[] {
  const knownFiles = new Set(known.map((entry) => entry.file));
  return [...known, ...wider.filter((entry) => !knownFiles.has(entry.file))];
}

function suspectAll(changes: readonly FileChange[]): ReadonlyMap<string, Suspicion> {
  const suspicions = new Map<string, Suspicion>();
  for (const change of changes) {
    const suspicion = suspectChange(change);
    if (suspicion !== undefined) suspicions.set(change.file, suspicion);
  }
  return suspicions;
}

function suspectMisdeeds(misdeeds: readonly string[]): Suspicion | undefined {
  if (misdeeds.length === 0) return undefined;
  return { verdict: 'proposed', reason: misdeeds.join('; ') };
}
