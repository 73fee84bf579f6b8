import type { Diagnostic } from '../protocol/diagnostic.ts';

export interface CheckScope {
  /** Only diagnostics of these files (relative to the root, with `/`); without it, of the project. */
  readonly files?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tells what is wrong with the files of one worktree, as they are on the disk at the time of the
 * call. It may keep whatever it likes in memory between calls, as long as no answer is stale.
 */
export interface Checker {
  /** Unique among the checkers of a worktree, such as `typescript`. */
  readonly id: string;
  /** `project`: an edit in one file may change the diagnostics of others; `file`: it cannot. */
  readonly reach: 'file' | 'project';
  /** True when this checker is the one that would report such a diagnostic if it were still there. */
  claims(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean;
  /** @throws {SwarmError} `checker` when it cannot do its work, in one line that says what to do. */
  check(scope: CheckScope): Promise<readonly Diagnostic[]>;
  dispose(): Promise<void>;
}
