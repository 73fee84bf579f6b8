import type { AgentReport } from '../agents/agent.ts';
import type { Workpiece } from '../agents/workpiece.ts';
import { isSwarmError } from '../base/swarmError.ts';
import { isConfigurationFile, isPartOfChecker } from '../checkers/configurationFiles.ts';
import { changedTexts, type FileChange } from '../git/changedTexts.ts';
import { commitTree, treeOf } from '../git/gitObjects.ts';
import { takeBack } from '../git/takeBack.ts';
import { treeOfWorktree } from '../git/taskCommit.ts';
import { checkOut, type WorktreeSlot } from '../git/worktreeSlot.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import { type Suspicion, suspectChange } from './changeSuspicions.ts';
import type { JobContext } from './jobContext.ts';
import { type Judgement, judge } from './judge.ts';
import {
  filesWithSurface,
  readSurfaces,
  type SurfaceReader,
  type Surfaces,
  suspectSurfaces,
} from './surfaces.ts';
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
  /** Finds out what the agent did where it had no business, in lines for a person. */
  readonly lookAround: () => Promise<readonly string[]>;
  /** Undefined when nobody needs to look at what others use of the files. */
  readonly surfaceOf: SurfaceReader | undefined;
}

export interface Inspected {
  /** Null when nothing is left of the edits. */
  readonly commit: string | null;
  readonly judgement: Judgement;
  readonly after: Survey;
  readonly notes: readonly string[];
}

/** What is left of an attempt, before anybody has judged it. */
export interface KeptEdits {
  readonly commit: string | undefined;
  readonly misdeeds: readonly string[];
}

/** How things were before the agent began. */
interface Past {
  readonly before: Survey;
  readonly surfaces: Surfaces;
}

/** Looks at what an agent has left in the worktree, keeps it as a commit, and judges it. */
export class Inspection {
  readonly #context: JobContext;
  readonly #slot: WorktreeSlot;
  readonly #workpiece: Workpiece;
  readonly #request: InspectionRequest;
  #misdeeds: readonly string[] = [];

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
    const { commit, misdeeds } = await this.keep();
    if (commit === undefined) return undefined;
    this.#misdeeds = misdeeds;
    return this.inspectCommit(commit);
  }

  /** The same for edits that are a commit already, which the worktree is at. */
  async inspectCommit(commit: string): Promise<Inspected> {
    const changes = await this.#changesIn(commit);
    const configuration = changes.filter(({ file }) => this.#isForeignConfiguration(file));
    if (configuration.length > 0) return this.#withoutConfiguration(commit, changes, configuration);
    return this.#judge(commit, changes, new Map(), []);
  }

  /**
   * Makes the edits a commit, and looks around meanwhile.
   * @returns no commit when nothing was changed.
   */
  async keep(): Promise<KeptEdits> {
    const [commit, misdeeds] = await Promise.all([this.#commit(), this.#request.lookAround()]);
    return { commit, misdeeds };
  }

  async #commit(): Promise<string | undefined> {
    const { git } = this.#context.repository;
    const { parent } = this.#request;
    const before = await treeOf(git, parent);
    const tree = await treeOfWorktree(this.#slot, before);
    if (tree === before) return undefined;
    const commit = await commitTree(git, { tree, parents: [parent], message: this.#message() });
    git.answers.learn('tree', commit, tree);
    return commit;
  }

  #message(): string {
    return `${this.#context.file.orderId}: ${this.#request.agent}`;
  }

  #isForeignConfiguration(file: string): boolean {
    if (this.#workpiece.files.includes(file)) return false;
    return isConfigurationFile(file) || isPartOfChecker(file, this.#context.file.checkers);
  }

  /** The configuration of before has the word: what is only gone with another one was silenced. */
  async #withoutConfiguration(
    commit: string,
    changes: readonly FileChange[],
    configuration: readonly FileChange[],
  ): Promise<Inspected> {
    const { parent } = this.#request;
    const files = new Set(configuration.map((change) => change.file));
    const names = [...files].join(', ');
    const silenced = await this.#silencedBy(names, changes);
    const taken = { commit, parent, files, message: this.#message() };
    const rest = await takeBack(this.#slot, taken);
    await this.#checkOut(rest ?? parent);
    const left = rest === undefined ? [] : await this.#changesIn(rest);
    return this.#judge(rest, left, silenced, [`its change to ${names} was taken back`]);
  }

  /** Why each issue is gone that is gone now, by issue id. */
  async #silencedBy(
    names: string,
    changes: readonly FileChange[],
  ): Promise<ReadonlyMap<string, string>> {
    const gone = new Set(await this.#goneNow(changes));
    const silenced = new Map<string, string>();
    for (const issue of this.#request.issues) {
      const entry = this.#request.found.get(issue.id);
      if (entry !== undefined && gone.has(entry)) {
        silenced.set(issue.id, `gone only with its change to ${names}`);
      }
    }
    return silenced;
  }

  async #goneNow(changes: readonly FileChange[]): Promise<readonly Diagnostic[]> {
    try {
      return compareSurveys(this.#request.before, await this.#survey(changes)).gone;
    } catch (error) {
      // A configuration that no checker can read silences nothing: it is taken back all the same.
      if (isSwarmError(error, 'configuration') || isSwarmError(error, 'checker')) return [];
      throw error;
    }
  }

  async #judge(
    commit: string | undefined,
    changes: readonly FileChange[],
    silenced: ReadonlyMap<string, string>,
    notes: readonly string[],
  ): Promise<Inspected> {
    const { before, surfaces } = await this.#lookBack(commit, changes);
    const after = await this.#survey(changes);
    const judgement = judge(this.#request.issues, {
      before,
      after,
      found: this.#request.found,
      suspicions: suspectAll(changes, suspectSurfaces(surfaces, await this.#surfaces(changes))),
      overall: suspectMisdeeds(this.#misdeeds),
      doubts: this.#request.report.doubts,
      overallDoubt: this.#request.report.overallDoubt,
      silenced,
    });
    return { commit: commit ?? null, judgement, after, notes };
  }

  /** Goes back to what was before, also in files beyond the task's own, and then to the commit. */
  async #lookBack(commit: string | undefined, changes: readonly FileChange[]): Promise<Past> {
    const { before, parent, surfaceOf } = this.#request;
    const extra = changes.map((change) => change.file).filter((file) => !before.texts.has(file));
    const needsSurfaces = surfaceOf !== undefined && filesWithSurface(changes).length > 0;
    if (commit === undefined || (extra.length === 0 && !needsSurfaces)) {
      return { before, surfaces: new Map() };
    }
    if (needsSurfaces) await this.#checkOut(parent);
    const surfaces = await this.#surfaces(changes);
    const wider = extra.length === 0 ? before : await this.#widen(extra);
    await this.#checkOut(commit);
    return { before: wider, surfaces };
  }

  async #widen(extra: readonly string[]): Promise<Survey> {
    const { before } = this.#request;
    const { file, cancelled } = this.#context;
    await this.#checkOut(file.base);
    const wider = await takeSurvey(this.#workpiece, cancelled, extra);
    return { diagnostics: keepEntries(before.diagnostics, wider.diagnostics), texts: wider.texts };
  }

  #checkOut(commit: string): Promise<void> {
    return checkOut({ ...this.#slot, commit }, this.#context.cancelled);
  }

  async #surfaces(changes: readonly FileChange[]): Promise<Surfaces> {
    const { surfaceOf } = this.#request;
    if (surfaceOf === undefined) return new Map();
    return readSurfaces(surfaceOf, filesWithSurface(changes));
  }

  #survey(changes: readonly FileChange[]): Promise<Survey> {
    const files = changes.map((change) => change.file);
    return takeSurvey(this.#workpiece, this.#context.cancelled, files);
  }

  #changesIn(commit: string): Promise<FileChange[]> {
    return changedTexts(this.#context.repository.git, this.#request.parent, commit);
  }
}

/** The earlier entries themselves where both say the same: issues are known by those. */
function keepEntries(
  known: readonly Diagnostic[],
  wider: readonly Diagnostic[],
): readonly Diagnostic[] {
  const knownTexts = new Set(known.map((entry) => JSON.stringify(entry)));
  return [...known, ...wider.filter((entry) => !knownTexts.has(JSON.stringify(entry)))];
}

function suspectAll(
  changes: readonly FileChange[],
  bySurface: ReadonlyMap<string, Suspicion>,
): ReadonlyMap<string, Suspicion> {
  const suspicions = new Map(bySurface);
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
