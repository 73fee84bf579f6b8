import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isElsewhere, realPath, relativePath } from './relativePath.ts';

/** Where our journals are, in the git directory. */
export const storageName = 'swarm-autofix';

function hasGit(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

/** The nearest folder, from this one upwards, that is the root of a working tree; asks no git. */
export function repositoryAround(folder: string): string | undefined {
  if (hasGit(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryAround(above);
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  } catch {
    // It is not there, or nobody may look into it: whoever needs it is told why.
    return [];
  }
}

/** The working tree that a folder is in, else those right in it, else the folder itself. */
export function repositoriesAt(folder: string): readonly string[] {
  const around = repositoryAround(folder);
  if (around !== undefined) return [around];
  const inside = foldersIn(folder).filter(hasGit);
  return inside.length > 0 ? inside : [folder];
}

/** True for what is in one of some folders, under whatever name the folder is known. */
export function isWithin(folders: readonly string[], path: string): boolean {
  const real = realPath(path);
  return folders.some((folder) => !isElsewhere(relativePath(realPath(folder), real)));
}

/**
 * The repositories of some folders that have runs of ours: those that can be seen from the folders,
 * and those deeper in them that are known from before.
 */
export function repositoriesWithRuns(
  folders: readonly string[],
  before: readonly string[],
): string[] {
  const deeper = before.filter((root) => isWithin(folders, root));
  return [...new Set([...folders.flatMap(repositoriesAt), ...deeper])].filter(hasKnownRuns);
}

/** In a linked worktree `.git` is a file that names its git directory. */
function gitDirectoryAt(dotGit: string): string {
  if (statSync(dotGit).isDirectory()) return dotGit;
  const [, path = ''] = /^gitdir: (.*)/.exec(readFileSync(dotGit, 'utf8')) ?? [];
  return resolve(dirname(dotGit), path.trim());
}

/** The folder that all worktrees share, for the git directory of one of them. */
function commonOf(gitDirectory: string): string {
  const pointer = join(gitDirectory, 'commondir');
  if (!existsSync(pointer)) return gitDirectory;
  return resolve(gitDirectory, readFileSync(pointer, 'utf8').trim());
}

/** The git directory of the repository with this root that all its worktrees share; asks no git. */
export function gitDirectoryOf(root: string): string | undefined {
  try {
    return commonOf(gitDirectoryAt(join(root, '.git')));
  } catch {
    // Whatever cannot be read here is said when somebody wants to work in it.
    return undefined;
  }
}

/** True when the repository with this root seems to have runs of ours; asks no git. */
export function hasKnownRuns(root: string): boolean {
  const directory = gitDirectoryOf(root);
  return directory !== undefined && existsSync(join(directory, storageName, 'runs'));
}
