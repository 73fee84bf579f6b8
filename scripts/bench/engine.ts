import type { Checker } from '../../src/core/checkers/checker.ts';
import { EslintChecker } from '../../src/core/checkers/eslint/eslintChecker.ts';
import { createEslintEngine } from '../../src/core/checkers/eslint/eslintEngine.ts';
import { openTypeScript } from '../../src/core/checkers/typescript/typeScriptTools.ts';

/** A checker that is asked as the task runner asks it after an edit. */
export interface Engine {
  /** @returns how many diagnostics there are. */
  check(editedFile: string): Promise<number>;
  dispose(): Promise<void>;
}

async function openChecker(kind: string, root: string): Promise<Checker | undefined> {
  if (kind === 'typescript') return (await openTypeScript(root)).checker;
  const engine = await createEslintEngine(root);
  return engine && new EslintChecker(engine);
}

/** @param kind `typescript` or `eslint`. */
export async function openEngine(kind: string, root: string): Promise<Engine> {
  const checker = await openChecker(kind, root);
  if (checker === undefined) throw new Error(`${root} has no use for ${kind}`);
  return {
    async check(editedFile) {
      const scope = checker.reach === 'file' ? { files: [editedFile] } : {};
      return (await checker.check(scope)).length;
    },
    dispose: () => checker.dispose(),
  };
}
