import { groupBy } from '../../base/groupBy.ts';
import { throwIfCancelled } from '../../base/swarmError.ts';
import { compareDiagnostics } from '../../issues/compareDiagnostics.ts';
import { findRootCauses } from '../../planner/rootCause.ts';
import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Issue } from '../../protocol/issue.ts';
import type { AgentContext } from '../agent.ts';
import type { FileTexts } from '../workpiece.ts';
import { CandidatePool, type FixAttempt, type FixTarget } from './candidatePool.ts';
import type { Fixer, FixWorth, TextEdit } from './fixer.ts';
import { applyEdits, withoutRepeats } from './textEdits.ts';

/** How often the edits of a batch may lead to further ones before all of them are taken back. */
const cascadeLimit = 5;

/** The diagnostics at one moment, with the texts that they are about. */
interface Survey {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: FileTexts;
}

/**
 * One attempt at a list of issues. Edits are applied in batches, checked, and kept or taken back;
 * a batch that fails is halved until the edit that is to blame stands alone.
 */
export class QuickFixSession {
  readonly doubts = new Map<string, string>();
  readonly #context: AgentContext;
  readonly #pool: CandidatePool;
  readonly #cascade: CandidatePool;
  #survey: Survey;
  #targets: readonly FixTarget[];

  private constructor(
    context: AgentContext,
    pool: CandidatePool,
    cascade: CandidatePool,
    survey: Survey,
  ) {
    this.#context = context;
    this.#pool = pool;
    this.#cascade = cascade;
    this.#survey = survey;
    const symptoms = findRootCauses(context.task.issues).flatMap((cause) => cause.issues);
    const symptomIds = new Set(symptoms.map((issue) => issue.id));
    // What is not reported cannot go away: edits for it would only fail, and whole batches with them.
    const isReported = (issue: Issue): boolean =>
      survey.diagnostics.some((entry) => isSameDiagnostic(entry, issue));
    this.#targets = context.issues.filter(isReported).map((issue) => ({
      id: issue.id,
      diagnostic: issue,
      isSymptom: symptomIds.has(issue.id),
    }));
  }

  /** @param cascadeFixers know what to do about what the edits themselves bring about. */
  static async open(
    context: AgentContext,
    fixers: readonly Fixer[],
    worth: FixWorth,
    cascadeFixers: readonly Fixer[] = fixers,
  ): Promise<QuickFixSession> {
    const { workpiece } = context;
    const pool = new CandidatePool(fixers, worth, workpiece.files);
    const cascade = new CandidatePool(cascadeFixers, 'safe', workpiece.files);
    const survey = {
      diagnostics: await workpiece.check(context.signal),
      texts: await workpiece.readTexts(workpiece.files),
    };
    return new QuickFixSession(context, pool, cascade, survey);
  }

  /**
   * Goes on until no edit is left that has not been tried.
   * @throws {SwarmError} `cancelled` when it is stopped; then only edits are left that have proved good.
   */
  async run(): Promise<void> {
    let limit = Number.POSITIVE_INFINITY;
    for (;;) {
      throwIfCancelled(this.#context.signal);
      const batch = await this.#pool.batch(this.#targets, limit, this.#context.signal);
      if (batch.length === 0) return;
      const kept = await this.#tryBatch(batch);
      if (kept) {
        limit = Math.min(limit * 2, Number.MAX_SAFE_INTEGER);
        continue;
      }
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) {
        this.#pool.markFailed(only);
        limit = 2;
      } else {
        limit = Math.ceil(batch.length / 2);
      }
    }
  }

  async #tryBatch(batch: readonly FixAttempt[]): Promise<boolean> {
    const start = this.#survey;
    const after = await this.#apply(start, batch);
    if (after === undefined || !this.#allGone(start, after, batch)) {
      await this.#restore(start.texts);
      return false;
    }
    this.#accept(start, after, batch);
    return true;
  }

  /** Nothing unproven is left when this fails. */
  async #apply(start: Survey, batch: readonly FixAttempt[]): Promise<Survey | undefined> {
    try {
      await this.#write(batch.flatMap((attempt) => attempt.fix.edits));
      return await this.#settle(start);
    } catch (error) {
      await this.#restore(start.texts);
      throw error;
    }
  }

  /** Mends what the edits themselves brought about, such as an import that nobody needs any more. */
  async #settle(start: Survey): Promise<Survey | undefined> {
    const { workpiece, signal } = this.#context;
    for (let step = 0; step < cascadeLimit; step += 1) {
      throwIfCancelled(signal);
      const after = {
        diagnostics: await workpiece.check(signal),
        texts: await workpiece.readTexts(workpiece.files),
      };
      const { introduced } = compare(start, after);
      if (introduced.length === 0) return after;
      const targets = introduced.map((diagnostic, index) => ({
        id: `+${index}`,
        diagnostic,
        isSymptom: false,
      }));
      const batch = await this.#cascade.batch(targets, targets.length, signal);
      if (batch.length === 0) return undefined;
      await this.#write(batch.flatMap((attempt) => attempt.fix.edits));
    }
    return undefined;
  }

  #allGone(start: Survey, after: Survey, batch: readonly FixAttempt[]): boolean {
    const gone = new Set(compare(start, after).gone);
    return batch.every((attempt) => gone.has(this.#entryOf(start, attempt.diagnostic)));
  }

  /** The survey's own entry for a target: comparisons speak of entries. */
  #entryOf(survey: Survey, target: Diagnostic): Diagnostic {
    const entry = survey.diagnostics.find((candidate) => isSameDiagnostic(candidate, target));
    return entry ?? target;
  }

  #accept(start: Survey, after: Survey, batch: readonly FixAttempt[]): void {
    const { remaining } = compare(start, after);
    const moved = new Map(remaining);
    this.#targets = this.#targets.flatMap((target) => {
      const diagnostic = moved.get(this.#entryOf(start, target.diagnostic));
      return diagnostic === undefined ? [] : [{ ...target, diagnostic }];
    });
    for (const { targetId, fix } of batch) {
      this.#context.log(`${targetId}: ${fix.title}`);
      if (fix.worth === 'proposed') this.doubts.set(targetId, `${fix.title}: ${fix.reason}`);
    }
    this.#survey = after;
  }

  async #write(edits: readonly TextEdit[]): Promise<void> {
    const { workpiece } = this.#context;
    const unique: TextEdit[] = [];
    for (const edit of edits) unique.push(...withoutRepeats([edit], unique));
    for (const [file, fileEdits] of groupBy(unique, (edit) => edit.file)) {
      const text = (await workpiece.readText(file)) ?? '';
      await workpiece.writeText(file, applyEdits(text, fileEdits));
    }
  }

  async #restore(texts: FileTexts): Promise<void> {
    for (const [file, text] of texts) {
      const current = await this.#context.workpiece.readText(file);
      if (text !== undefined && text !== current) {
        await this.#context.workpiece.writeText(file, text);
      }
    }
  }
}

function isSameDiagnostic(left: Diagnostic, right: Diagnostic): boolean {
  return (
    left.file === right.file &&
    left.source === right.source &&
    left.code === right.code &&
    left.message === right.message &&
    left.range.line === right.range.line &&
    left.range.column === right.range.column
  );
}

function compare(before: Survey, after: Survey) {
  return compareDiagnostics(before.diagnostics, after.diagnostics, {
    before: (file) => before.texts.get(file),
    after: (file) => after.texts.get(file),
  });
}
