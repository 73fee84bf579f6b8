import { join } from 'node:path';
import { boundedChanges } from '../../bundles/boundedChanges.ts';
import { refuse } from '../../bundles/refuse.ts';
import { isConfigurationFile, isPartOfChecker } from '../../checkers/configurationFiles.ts';
import { quotedPath } from '../../git/alternates.ts';
import type { GitCommand } from '../../git/gitCommand.ts';
import type { TreeChange } from '../../git/treeChanges.ts';
import type { CheckerSettings } from '../../protocol/settings.ts';
import { unkeptPaths } from './unkeptPaths.ts';

/** More than that in one file, or in all together, is no fix of a problem in source code. */
const fileBytes = 16 * 1024 * 1024;
const allBytes = 64 * 1024 * 1024;

const fileModes = new Set(['100644', '100755']);

function requireFiles(changes: readonly TreeChange[]): void {
  for (const { path, before, after } of changes) {
    const isFile = [before, after].every((entry) => !entry || fileModes.has(entry.mode));
    if (!isFile) refuse(`${path}, which is not a file but a link or a submodule`);
  }
}

async function requireKept({ worktree, signal }: TakenFix, changes: readonly TreeChange[]) {
  const [first] = await unkeptPaths(worktree, changes, signal);
  if (first !== undefined) refuse(`${first}, which git ignores or a package manager fills`);
}

async function requireSmall(
  { scratch, signal }: TakenFix,
  changes: readonly TreeChange[],
): Promise<void> {
  const ids = changes.flatMap(({ after }) => (after === undefined ? [] : [after.id]));
  const input = ids.map((id) => `${id}\n`).join('');
  const lines = await scratch.text(['cat-file', '--batch-check=%(objectsize)'], { input, signal });
  const sizes = lines
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
  const largest = Math.max(0, ...sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (largest > fileBytes || total > allBytes) refuse(`files of ${total} bytes`);
}

async function restore({ worktree, scratch, fix, signal }: TakenFix, paths: readonly string[]) {
  const names = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  await worktree.run(['restore', '--quiet', '--worktree', `--source=${fix}`, ...names], {
    env: {
      GIT_LITERAL_PATHSPECS: '1',
      GIT_ALTERNATE_OBJECT_DIRECTORIES: quotedPath(join(scratch.cwd, 'objects')),
    },
    input: paths.join('\0'),
    signal,
  });
}

export interface TakenFix {
  /** The worktree, which is at `start`. */
  readonly worktree: GitCommand;
  readonly start: string;
  /** The repository in which the edits are. */
  readonly scratch: GitCommand;
  readonly fix: string;
  /** Those that will look at it here. */
  readonly checkers: readonly CheckerSettings[];
  readonly signal: AbortSignal;
}

/**
 * Makes the files of a worktree those that somebody has sent, but for configuration: programs of the
 * project would run it before anybody has seen it.
 * @returns what was left out.
 * @throws {SwarmError} `input` when that are not just edited files; then the worktree is as it was.
 */
export async function takeFix(taken: TakenFix): Promise<readonly string[]> {
  const { scratch, start: from, fix: to, checkers, signal } = taken;
  const changes = await boundedChanges(scratch, { from, to, signal });
  requireFiles(changes);
  await requireKept(taken, changes);
  await requireSmall(taken, changes);
  const paths = changes.map(({ path }) => path);
  const leftOut = paths.filter(
    (path) => isConfigurationFile(path) || isPartOfChecker(path, checkers),
  );
  const rest = paths.filter((path) => !leftOut.includes(path));
  if (rest.length > 0) await restore(taken, rest);
  return leftOut;
}
