import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Checker, CheckScope } from '../checker.ts';
import { isRuffReport, toDiagnostics } from './ruffDiagnostic.ts';
import type { RuffEngine } from './ruffEngine.ts';

/** What ruff says about Python files, with the project's settings. */
export class RuffChecker implements Checker {
  readonly id = 'ruff';
  readonly reach = 'file';
  readonly #engine: RuffEngine;

  constructor(engine: RuffEngine) {
    this.#engine = engine;
  }

  claims(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean {
    return isRuffReport(diagnostic);
  }

  async check(scope: CheckScope): Promise<readonly Diagnostic[]> {
    const checked = await this.#engine.check(scope);
    return checked.flatMap(toDiagnostics);
  }

  dispose(): Promise<void> {
    return this.#engine.dispose();
  }
}
