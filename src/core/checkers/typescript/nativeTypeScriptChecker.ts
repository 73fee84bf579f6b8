import { relative, resolve } from 'node:path';
import { SwarmError } from '../../base/swarmError.ts';
import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Checker, CheckScope } from '../checker.ts';
import { ofFiles, withoutRepeats } from './diagnosticSelection.ts';
import type { NativeProject } from './nativeProject.ts';
import type { NativeTypeScript } from './nativeTypeScript.ts';
import { TypeScriptClaims } from './typeScriptClaims.ts';
import { isUnreadable } from './typeScriptProjectConfig.ts';

/** "File not found": here it may as well be about a file that the project lists. */
const missingFile = 6053;

/** What a TypeScript without a JavaScript API says about all projects of a worktree, by its `tsc`. */
export class NativeTypeScriptChecker implements Checker {
  readonly id = 'typescript';
  readonly reach = 'project';
  readonly #native: NativeTypeScript;
  readonly #root: string;
  readonly #claims: TypeScriptClaims;

  constructor(native: NativeTypeScript, root: string) {
    this.#native = native;
    this.#root = root;
    this.#claims = new TypeScriptClaims(root);
  }

  claims(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean {
    return this.#claims.claims(diagnostic);
  }

  /** @throws {SwarmError} `configuration` too, when a `tsconfig.json` is broken. */
  async check({ files, signal }: CheckScope): Promise<readonly Diagnostic[]> {
    const projects = await this.#native.projects(signal);
    const diagnostics: Diagnostic[] = [];
    for (const project of projects.filter((one) => !one.isOnlyReferences)) {
      const output = await this.#native.check(project, signal);
      this.#refuseUnreadable(project, output.diagnostics);
      diagnostics.push(...output.diagnostics.filter((one) => this.#isOf(project, projects, one)));
      this.#claims.learn(output.files.filter((file) => !file.includes('/node_modules/')));
    }
    return ofFiles(withoutRepeats(diagnostics), files);
  }

  async dispose(): Promise<void> {
    // Nothing is kept between two checks.
  }

  /** A file that another project lists belongs to that one; its options say what is wrong with it. */
  #isOf(project: NativeProject, all: readonly NativeProject[], { file }: Diagnostic): boolean {
    const path = resolve(this.#root, file).replaceAll('\\', '/');
    const lists = ({ files }: NativeProject): boolean => files.includes(path);
    return lists(project) || !all.some(lists);
  }

  /** What is not read says nothing: that must not look like a project without problems. */
  #refuseUnreadable({ path }: NativeProject, diagnostics: readonly Diagnostic[]): void {
    const config = relative(this.#root, path).replaceAll('\\', '/');
    const fatal = diagnostics.find(({ file, code }) => {
      const number = Number(code);
      return file === config && number !== missingFile && isUnreadable(number);
    });
    if (fatal === undefined) return;
    const { range, code, message } = fatal;
    const place = `${config}, line ${range.line}`;
    throw new SwarmError('configuration', `${place}: TS${code}: ${message} Mend that file.`);
  }
}
