import { realpathSync } from 'node:fs';
import { posix } from 'node:path';
import type { ReportContext } from './reportContext.ts';

/** A file of the repository, or why it is none. */
export type ResolvedPath =
  | { readonly file: string }
  | { readonly kind: 'outside' | 'unplaced'; readonly reason: string };

const driveLetter = /^[A-Za-z]:(?=\/)/;

function withSlashes(path: string): string {
  const slashed = path
    .trim()
    .replace(/^\\\\\?\\/, '')
    .replaceAll('\\', '/');
  return posix.normalize(slashed);
}

function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || driveLetter.test(path);
}

/** The path from one absolute folder to what lies in it; undefined for what does not. */
function within(folder: string, path: string): string | undefined {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  if (`${path}/` === base) return '';
  // Drives know no capitals, and neither do the folders below them.
  const isSame = driveLetter.test(base)
    ? path.toLowerCase().startsWith(base.toLowerCase())
    : path.startsWith(base);
  return isSame ? path.slice(base.length) : undefined;
}

/** The path without symbolic links and in the file system's own capitals, if there is such a file. */
function realPath(path: string): string | undefined {
  try {
    return withSlashes(realpathSync.native(path));
  } catch {
    // What does not exist has no other name.
    return undefined;
  }
}

/** Turns the paths of a report into paths relative to the repository. Remembers its answers. */
export class RepositoryPaths {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #cwd: string;
  readonly #answers = new Map<string, ResolvedPath>();

  constructor(context: Pick<ReportContext, 'root' | 'cwd'>) {
    this.#root = withSlashes(context.root).replace(/(?<=.)\/$/, '');
    this.#realRoot = realPath(context.root) ?? this.#root;
    this.#cwd = withSlashes(context.cwd);
  }

  /**
   * @param path absolute, or relative to `folder`; with `/` or `\`.
   * @param folder absolute; the folder that the tool ran in when it is not given.
   */
  resolve(path: string, folder = this.#cwd): ResolvedPath {
    const key = `${folder}\u0000${path}`;
    const answer = this.#answers.get(key) ?? this.#resolve(path, withSlashes(folder));
    this.#answers.set(key, answer);
    return answer;
  }

  #resolve(path: string, folder: string): ResolvedPath {
    if (path.trim() === '') return { kind: 'unplaced', reason: 'it names no file' };
    const slashed = withSlashes(path);
    const absolute = isAbsolutePath(slashed) ? slashed : posix.join(folder, slashed);
    const lexical = within(this.#root, absolute) ?? within(this.#realRoot, absolute);
    const real = realPath(lexical === undefined ? absolute : `${this.#realRoot}/${lexical}`);
    const file = real === undefined ? lexical : within(this.#realRoot, real);
    if (file === '') return { kind: 'unplaced', reason: `${path} is not a file` };
    if (file !== undefined) return { file };
    return { kind: 'outside', reason: `${path} is outside the repository` };
  }
}
