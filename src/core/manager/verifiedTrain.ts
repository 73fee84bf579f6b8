import { changedTexts } from '../git/changedTexts.ts';
import type { GitCommand } from '../git/gitCommand.ts';
import { commitTree } from '../git/gitObjects.ts';
import { buildTrain, type TrainCandidate, type TrainConflict } from '../git/mergeTrain.ts';
import { compareInTurns, type DiagnosticComparison } from '../issues/compareDiagnostics.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';

/** A commit, and what the checkers say of it. */
export interface CheckedCommit {
  readonly commit: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface VerifiedCandidate extends TrainCandidate {
  /** The entries of the start's diagnostics that must be gone once it is merged. */
  readonly fixes: readonly Diagnostic[];
}

/** A candidate that was left out: with it, these diagnostics are there that must not be. */
export interface DoubtedCandidate {
  readonly taskId: string;
  readonly introduced: readonly Diagnostic[];
}

export interface VerifiedTrainResult {
  readonly head: CheckedCommit;
  readonly tree: string;
  readonly merged: readonly string[];
  readonly conflicted: readonly TrainConflict[];
  readonly doubted: readonly DoubtedCandidate[];
  /** From the start to the head. */
  readonly comparison: DiagnosticComparison;
}

interface Trial {
  readonly head: CheckedCommit;
  readonly tree: string;
  readonly merged: readonly string[];
  readonly conflicted: readonly TrainConflict[];
  readonly comparison: DiagnosticComparison;
}

/**
 * Puts verified edits together in memory, and has the result checked once. When they are bad
 * together though each is good alone, halving finds the one that is to blame, and it is left out.
 */
export class VerifiedTrain {
  readonly #git: GitCommand;
  readonly #check: (commit: string) => Promise<readonly Diagnostic[]>;

  /** @param check what all checkers say of a commit. */
  constructor(git: GitCommand, check: (commit: string) => Promise<readonly Diagnostic[]>) {
    this.#git = git;
    this.#check = check;
  }

  async build(
    start: CheckedCommit,
    candidates: readonly VerifiedCandidate[],
  ): Promise<VerifiedTrainResult> {
    const doubted: DoubtedCandidate[] = [];
    let rest = candidates;
    for (;;) {
      const trial = await this.#try(start, rest);
      const doubt = unkept(trial, rest) ?? (await this.#findCulprit(start, rest, trial));
      if (doubt === undefined) return { ...trial, doubted };
      doubted.push(doubt);
      rest = rest.filter((candidate) => candidate.taskId !== doubt.taskId);
    }
  }

  async #try(start: CheckedCommit, candidates: readonly VerifiedCandidate[]): Promise<Trial> {
    const train = await buildTrain(this.#git, start.commit, candidates);
    if (train.merged.length === 0) {
      return { ...train, head: start, comparison: await this.#compare(start, start) };
    }
    const message = `${train.merged.length} tasks`;
    const parents = [start.commit];
    const commit = await commitTree(this.#git, { tree: train.tree, parents, message });
    const head = { commit, diagnostics: await this.#check(commit) };
    return { ...train, head, comparison: await this.#compare(start, head) };
  }

  async #compare(from: CheckedCommit, to: CheckedCommit): Promise<DiagnosticComparison> {
    const changes = await changedTexts(this.#git, from.commit, to.commit);
    const texts = new Map(changes.map((change) => [change.file, change]));
    return compareInTurns(from.diagnostics, to.diagnostics, {
      before: (file) => texts.get(file)?.before,
      after: (file) => texts.get(file)?.after,
    });
  }

  /** The first candidate with which something new appears. */
  async #findCulprit(
    start: CheckedCommit,
    candidates: readonly VerifiedCandidate[],
    whole: Trial,
  ): Promise<DoubtedCandidate | undefined> {
    if (whole.comparison.introduced.length === 0) return undefined;
    let good = 0;
    let bad = candidates.length;
    let { introduced } = whole.comparison;
    while (bad - good > 1) {
      const middle = Math.floor((good + bad) / 2);
      const trial = await this.#try(start, candidates.slice(0, middle));
      if (trial.comparison.introduced.length === 0) {
        good = middle;
      } else {
        bad = middle;
        introduced = trial.comparison.introduced;
      }
    }
    const culprit = candidates[bad - 1];
    return culprit === undefined ? undefined : { taskId: culprit.taskId, introduced };
  }
}

/** A candidate whose fix does not hold once everything is put together. */
function unkept(
  trial: Trial,
  candidates: readonly VerifiedCandidate[],
): DoubtedCandidate | undefined {
  const remaining = new Map(trial.comparison.remaining);
  const merged = new Set(trial.merged);
  for (const { taskId, fixes } of candidates.filter((entry) => merged.has(entry.taskId))) {
    const back = fixes.flatMap((entry) => remaining.get(entry) ?? []);
    if (back.length > 0) return { taskId, introduced: back };
  }
  return undefined;
}
