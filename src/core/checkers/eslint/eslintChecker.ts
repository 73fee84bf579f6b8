import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Checker, CheckScope } from '../checker.ts';
import { isEslintSource, toDiagnostics } from './eslintDiagnostic.ts';
import type { EslintEngine } from './eslintEngine.ts';

/** What the project's own ESLint says, as `eslint .` would, or for single files. */
export class EslintChecker implements Checker {
  readonly id = 'eslint';
  // Type-aware rules do reach across files. Checking the whole project after each edit would cost
  // far more than it finds; the check of everything together, before a merge, finds the rest.
  readonly reach = 'file';
  readonly #engine: EslintEngine;

  constructor(engine: EslintEngine) {
    this.#engine = engine;
  }

  claims(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean {
    return isEslintSource(diagnostic.source);
  }

  async check(scope: CheckScope): Promise<readonly Diagnostic[]> {
    const linted = await this.#engine.lint(scope);
    return linted.flatMap(toDiagnostics);
  }

  dispose(): Promise<void> {
    return this.#engine.dispose();
  }
}
