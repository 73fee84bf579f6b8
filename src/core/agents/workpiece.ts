import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../base/swarmError.ts';
import type { Checker } from '../checkers/checker.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';

/** The text of each file, or undefined for a file that is not there. */
export type FileTexts = ReadonlyMap<string, string | undefined>;

/** Gone, or a link that leads to a folder, to itself, or nowhere. */
const holdsNoText: ReadonlySet<string> = new Set(['ENOENT', 'EISDIR', 'ELOOP', 'ENOTDIR']);

/** The files that a task is about, in its worktree, with the checkers that judge them. */
export class Workpiece {
  readonly root: string;
  readonly files: readonly string[];
  readonly #checkers: readonly Checker[];

  /** @param files relative to `root`: at least those that the task owns. */
  constructor(root: string, files: readonly string[], checkers: readonly Checker[]) {
    this.root = root;
    this.files = files;
    this.#checkers = checkers;
  }

  /** True when one of the checkers would still report such a diagnostic if it were there. */
  isClaimed(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean {
    return this.#checkers.some((checker) => checker.claims(diagnostic));
  }

  /** What all checkers say now: of these files, and of the whole project where an edit may reach. */
  async check(signal: AbortSignal, extraFiles: readonly string[] = []): Promise<Diagnostic[]> {
    const files = [...new Set([...this.files, ...extraFiles])];
    const answers = [];
    for (const checker of this.#checkers) {
      const scope = checker.reach === 'file' ? { files, signal } : { signal };
      answers.push(await checker.check(scope));
    }
    return answers.flat();
  }

  async readText(file: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.root, file), 'utf8');
    } catch (error) {
      if (holdsNoText.has(systemCodeOf(error) ?? '')) return undefined;
      throw error;
    }
  }

  async readTexts(files: Iterable<string>): Promise<FileTexts> {
    const texts = new Map<string, string | undefined>();
    for (const file of files) texts.set(file, await this.readText(file));
    return texts;
  }

  async writeText(file: string, text: string): Promise<void> {
    await writeFile(join(this.root, file), text);
  }
}
