import type { Checker } from '../checkers/checker.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';

interface Baseline {
  readonly commit: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the checkers of one worktree said of the whole project at the commit that tasks start from.
 * The tasks of a round start from the same one, so that each checker need say it only once.
 */
export class Baselines {
  readonly #known = new Map<string, Baseline>();

  /** @param commit what the worktree is at now, to the byte. */
  async of(checker: Checker, commit: string, signal: AbortSignal): Promise<readonly Diagnostic[]> {
    const known = this.#known.get(checker.id);
    if (known?.commit === commit) return known.diagnostics;
    const diagnostics = await checker.check({ signal });
    this.#known.set(checker.id, { commit, diagnostics });
    return diagnostics;
  }
}
