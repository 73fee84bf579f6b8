import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { CandidateFix, Fixer, FixWorth } from './fixer.ts';
import { fitsWith } from './textEdits.ts';

/** One edit that is about to be tried for one target. */
export interface FixAttempt {
  readonly targetId: string;
  readonly diagnostic: Diagnostic;
  readonly fix: CandidateFix;
}

export interface FixTarget {
  readonly id: string;
  readonly diagnostic: Diagnostic;
  /** The same is said in several files: the cause stands somewhere else. */
  readonly isSymptom: boolean;
}

function keyOf(attempt: FixAttempt): string {
  const places = attempt.fix.edits.map((edit) => `${edit.file}:${edit.newText}`);
  return [attempt.targetId, attempt.fix.title, ...places].join('\0');
}

function doubtRespelling(fix: CandidateFix): CandidateFix {
  const reason = 'Several files use that name; it may be misspelt where it is declared';
  return { ...fix, worth: 'proposed', reason };
}

/** Asks the fixers for edits, and remembers which ones have failed. */
export class CandidatePool {
  readonly #fixers: readonly Fixer[];
  readonly #worth: FixWorth;
  readonly #ownFiles: ReadonlySet<string>;
  readonly #failed = new Set<string>();

  /** @param ownFiles edits that reach beyond these are not taken: other tasks own other files. */
  constructor(fixers: readonly Fixer[], worth: FixWorth, ownFiles: readonly string[]) {
    this.#fixers = fixers;
    this.#worth = worth;
    this.#ownFiles = new Set(ownFiles);
  }

  /** For each target its best attempt that has not failed yet, as long as they do not overlap. */
  async batch(
    targets: readonly FixTarget[],
    limit: number,
    signal: AbortSignal,
  ): Promise<FixAttempt[]> {
    const chosen: FixAttempt[] = [];
    for (const attempt of await this.#best(targets, signal)) {
      if (chosen.length >= limit) break;
      const taken = chosen.flatMap((other) => other.fix.edits);
      if (fitsWith(attempt.fix.edits, taken)) chosen.push(attempt);
    }
    return chosen;
  }

  markFailed(attempt: FixAttempt): void {
    this.#failed.add(keyOf(attempt));
  }

  async #best(targets: readonly FixTarget[], signal: AbortSignal): Promise<FixAttempt[]> {
    const best = new Map<string, FixAttempt>();
    for (const fixer of this.#fixers) {
      const handled = targets.filter(
        (target) => !best.has(target.id) && fixer.handles(target.diagnostic),
      );
      if (handled.length === 0) continue;
      const offers = await fixer.candidates(
        handled.map((target) => target.diagnostic),
        signal,
        handled.map((target) => target.id),
      );
      for (const [index, target] of handled.entries()) {
        const attempt = this.#choose(target, offers[index] ?? []);
        if (attempt !== undefined) best.set(target.id, attempt);
      }
    }
    return targets.flatMap((target) => best.get(target.id) ?? []);
  }

  #choose(target: FixTarget, offers: readonly CandidateFix[]): FixAttempt | undefined {
    return offers
      .map((fix) => (target.isSymptom && fix.isRespelling ? doubtRespelling(fix) : fix))
      .filter((fix) => this.#worth === 'proposed' || fix.worth === 'safe')
      .filter((fix) => fix.edits.length > 0)
      .filter((fix) => fix.edits.every((edit) => this.#ownFiles.has(edit.file)))
      .map((fix) => ({ targetId: target.id, diagnostic: target.diagnostic, fix }))
      .find((attempt) => !this.#failed.has(keyOf(attempt)));
  }
}
