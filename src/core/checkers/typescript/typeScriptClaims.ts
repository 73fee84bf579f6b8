import type { Diagnostic } from '../../protocol/diagnostic.ts';
import { relativePath } from './diagnosticConversion.ts';

const sources = new Set(['ts', 'js', 'typescript', 'tsc']);
const sourceFile = /\.[cm]?[jt]sx?$/;
const configFile = /(^|\/)[^/]*tsconfig[^/]*\.json$/;

/** Knows whose diagnostics TypeScript would report, by the files that its projects have had. */
export class TypeScriptClaims {
  readonly #root: string;
  /** Relative. Files stay in here when they are deleted: their diagnostics were TypeScript's. */
  readonly #files = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Before the first check nobody knows which files belong to a project: then their ending tells. */
  claims({ source, file }: Pick<Diagnostic, 'source' | 'file'>): boolean {
    if (!sources.has(source.toLowerCase())) return false;
    if (configFile.test(file)) return true;
    return this.#files.size === 0 ? sourceFile.test(file) : this.#files.has(file);
  }

  /** @param paths of files that a project has, absolute. */
  learn(paths: readonly string[]): void {
    for (const path of paths) this.#files.add(relativePath(this.#root, path));
  }
}
