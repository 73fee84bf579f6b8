import type { RuffFinding } from './ruffOutput.ts';

/** What ruff says about one file that it looked at. */
export interface RuffFile {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** As it is on the disk, with a byte order mark if it has one. */
  readonly text: string;
  /** Their places do not count the byte order mark. */
  readonly findings: readonly RuffFinding[];
}

export interface RuffScope {
  /** Relative to the root, with `/`; without it, all that ruff would look at. */
  readonly files?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Ruff at work on Python files, with the settings of one worktree as they are on the disk. */
export interface RuffEngine {
  /**
   * Files that are gone or excluded are left out of the answer; without `files` in the scope, those
   * without findings may be left out too.
   * @throws {SwarmError} `checker` when the settings cannot be used, `cancelled`.
   */
  check(scope: RuffScope): Promise<readonly RuffFile[]>;
  /** True when both texts are the same program to Python: only their layout differs. */
  meanTheSame(before: string, after: string): Promise<boolean>;
  dispose(): Promise<void>;
}
