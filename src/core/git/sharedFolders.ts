import { lstat, mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CopyMethod, DependencyCopy } from './dependencyCopy.ts';
import { dependencyFolders, environments, installState } from './dependencyFolders.ts';
import { hasPlainParents } from './diskFile.ts';
import { copyFiles, includedFiles } from './includedFiles.ts';
import type { Repository } from './repository.ts';
import { SharedStamp } from './sharedStamp.ts';
import type { WorktreeSlot } from './worktreeSlot.ts';
import { besideSlot } from './worktreeSlots.ts';

export interface SharedFolder {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** `kept`: it was there already. */
  readonly how: CopyMethod | 'symlink' | 'kept';
}

/** What was brought into a slot so that its checks can work. */
export interface SharedFolders {
  readonly folders: readonly SharedFolder[];
  /** Copied because `.worktreeinclude` names them; relative to the root, with `/`. */
  readonly files: readonly string[];
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

/** Never through a link, and never outside: what is there is not the slot's. */
export async function removeFrom(
  slot: Pick<WorktreeSlot, 'path'>,
  paths: readonly string[],
): Promise<void> {
  for (const path of paths) {
    const isInside = !path.split('/').includes('..') && (await hasPlainParents(slot.path, path));
    if (isInside) await rm(join(slot.path, path), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The folders that the working tree has, by path, with their states. */
async function foldersToShare(
  repository: Repository,
  slot: WorktreeSlot,
): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  for (const path of await dependencyFolders(slot.git, slot.commit)) {
    const state = await installState(join(repository.workingTree, path));
    if (state !== undefined && (await hasPlainParents(slot.path, path))) states.set(path, state);
  }
  return states;
}

async function bring(
  repository: Repository,
  slot: WorktreeSlot,
  path: string,
  signal: AbortSignal | undefined,
): Promise<CopyMethod | 'symlink'> {
  const source = join(repository.workingTree, path);
  const target = join(slot.path, path);
  await removeFrom(slot, [path]);
  await mkdir(dirname(target), { recursive: true });
  if (environments.includes(path) || (await lstat(source)).isSymbolicLink()) {
    await symlink(await realpath(source), target);
    return 'symlink';
  }
  const copy = new DependencyCopy({ source: repository.workingTree, target: slot.path }, signal);
  await copy.copy(source, target);
  return copy.method;
}

/**
 * Brings into a slot what is ignored, but needed to check the code: `node_modules` of the root and of
 * each package in it (shared blocks, else hard links, else copies; links between packages lead to the
 * slot's own), Python environments (links), and files that `.worktreeinclude` names (copies). What is
 * there already is brought again only when it was installed anew in the working tree.
 * @throws an error of the file system; {@link SwarmError} `cancelled`.
 */
export async function shareFolders(
  repository: Repository,
  slot: WorktreeSlot,
  signal?: AbortSignal,
): Promise<SharedFolders> {
  const source = repository.workingTree;
  const stamp = new SharedStamp(besideSlot(slot.path, 'shared.json'));
  const old = await stamp.read();
  const wanted = await foldersToShare(repository, slot);
  const kept = new Map<string, string>();
  for (const [path, state] of wanted) {
    const isCurrent = old.source === source && old.folders[path] === state;
    if (isCurrent && (await isThere(join(slot.path, path)))) kept.set(path, state);
  }
  const save = (folders: Map<string, string>, files: readonly string[]): Promise<void> =>
    stamp.write({ source, folders: Object.fromEntries(folders), files });

  // Forgotten before it is replaced: half a folder, after a kill, must not pass for a whole one.
  await save(kept, old.files);
  await removeFrom(
    slot,
    Object.keys(old.folders).filter((path) => !wanted.has(path)),
  );
  const folders: SharedFolder[] = [];
  for (const path of wanted.keys()) {
    const how = kept.has(path) ? 'kept' : await bring(repository, slot, path, signal);
    folders.push({ path, how });
  }
  const files = await includedFiles(repository);
  await removeFrom(
    slot,
    old.files.filter((path) => !files.includes(path)),
  );
  await copyFiles(source, slot.path, files);
  await save(wanted, files);
  return { folders, files };
}

/**
 * The same, with some folders brought anew, whatever they were.
 * @param paths relative to the root, with `/`.
 */
export async function shareAnew(
  repository: Repository,
  slot: WorktreeSlot,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<SharedFolders> {
  const stamp = new SharedStamp(besideSlot(slot.path, 'shared.json'));
  const { folders, ...rest } = await stamp.read();
  const kept = Object.entries(folders).filter(([path]) => !paths.includes(path));
  await stamp.write({ ...rest, folders: Object.fromEntries(kept) });
  return shareFolders(repository, slot, signal);
}
