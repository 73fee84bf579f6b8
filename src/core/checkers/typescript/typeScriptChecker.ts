import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Checker, CheckScope } from '../checker.ts';
import { convertDiagnostic } from './diagnosticConversion.ts';
import { ofFiles, withoutRepeats } from './diagnosticSelection.ts';
import { TypeScriptClaims } from './typeScriptClaims.ts';
import type { TypeScriptEngine } from './typeScriptEngine.ts';

/** What a TypeScript with a JavaScript API says about all projects of a worktree. */
export class TypeScriptChecker implements Checker {
  readonly id = 'typescript';
  readonly reach = 'project';
  readonly #engine: TypeScriptEngine;
  readonly #claims: TypeScriptClaims;

  constructor(engine: TypeScriptEngine) {
    this.#engine = engine;
    this.#claims = new TypeScriptClaims(engine.root);
  }

  claims(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean {
    return this.#claims.claims(diagnostic);
  }

  async check({ files, signal }: CheckScope): Promise<readonly Diagnostic[]> {
    const library = this.#engine.library();
    const { root } = this.#engine;
    return this.#engine.use(async (projects) => {
      const diagnostics: Diagnostic[] = [];
      for (const project of projects) {
        const { configPath } = project;
        const found = await project.diagnostics(signal);
        diagnostics.push(...found.map((one) => convertDiagnostic(library, one, root, configPath)));
        this.#claims.learn(project.sourceFiles());
      }
      return ofFiles(withoutRepeats(diagnostics), files);
    });
  }

  async dispose(): Promise<void> {
    this.#engine.dispose();
  }
}
