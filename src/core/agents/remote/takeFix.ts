import { join } from 'node:path';
import { SwarmError } from '../../base/swarmError.ts';
import type { GitCommand } from '../../git/gitCommand.ts';
import { type TreeChange, treeChanges } from '../../git/treeChanges.ts';

/** More than that in one file, or in all together, is no fix of a problem in source code. */
const fileBytes = 16 * 1024 * 1024;
const allBytes = 64 * 1024 * 1024;
const filesAtMost = 2_000;

const fileModes = new Set(['100644', '100755']);

function refuse(words: string): never {
  throw new SwarmError('input', `it has ${words}; nothing of it was taken`);
}

function requireFiles(changes: readonly TreeChange[]): void {
  if (changes.length > filesAtMost) refuse(`${changes.length} changed files`);
  for (const { path, before, after } of changes) {
    const isFile = [before, after].every((entry) => !entry || fileModes.has(entry.mode));
    if (!isFile) refuse(`${path}, which is not a file but a link or a submodule`);
  }
}

async function requireSmall(git: GitCommand, changes: readonly TreeChange[]): Promise<void> {
  const ids = changes.flatMap(({ after }) => (after === undefined ? [] : [after.id]));
  const input = ids.map((id) => `${id}\n`).join('');
  const lines = await git.text(['cat-file', '--batch-check=%(objectsize)'], { input });
  const sizes = lines
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
  const largest = Math.max(0, ...sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (largest > fileBytes || total > allBytes) refuse(`files of ${total} bytes`);
}

export interface TakenFix {
  /** The worktree, which is at `start`. */
  readonly worktree: GitCommand;
  readonly start: string;
  /** The repository in which the edits are. */
  readonly scratch: GitCommand;
  readonly fix: string;
  readonly signal: AbortSignal;
}

/**
 * Makes the files of a worktree those that somebody has sent.
 * @throws {SwarmError} `input` when that are not just edited files; then the worktree is as it was.
 */
export async function takeFix(taken: TakenFix): Promise<void> {
  const { worktree, start, scratch, fix, signal } = taken;
  const changes = await treeChanges(scratch, start, fix);
  requireFiles(changes);
  await requireSmall(scratch, changes);
  const paths = changes.map(({ path }) => path);
  if (paths.length === 0) return;
  const names = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  await worktree.run(['restore', '--quiet', '--worktree', `--source=${fix}`, ...names], {
    env: {
      GIT_LITERAL_PATHSPECS: '1',
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(scratch.cwd, 'objects'),
    },
    input: paths.join('\0'),
    signal,
  });
}
