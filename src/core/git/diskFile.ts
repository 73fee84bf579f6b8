import {
  chmod,
  lstat,
  mkdir,
  readFile,
  readlink,
  rename,
  rm,
  rmdir,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCodeOf } from '../base/swarmError.ts';
import { unfinishedSuffix } from './workingFiles.ts';

/** What is at a path of the working tree. */
export interface DiskFile {
  /** `other` is a folder, a socket and the like. */
  readonly kind: 'file' | 'link' | 'other';
  /** A file's content, or a link's target. */
  readonly bytes: Buffer;
  /** Permission bits; undefined for those that a new file gets by itself. */
  readonly permissions: number | undefined;
  readonly isExecutable: boolean;
}

/** Takes an error for "there is nothing" when it says so. */
function nothing(error: unknown): undefined {
  const code = systemCodeOf(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
}

function parentsOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_name, index) => names.slice(0, index + 1).join('/'));
}

/** True when every folder on the way to `path` is a real one, or not there yet. */
export async function hasPlainParents(root: string, path: string): Promise<boolean> {
  for (const parent of parentsOf(path)) {
    const status = await lstat(join(root, parent)).catch(nothing);
    if (status === undefined) return true;
    if (!status.isDirectory()) return false;
  }
  return true;
}

async function readEntry(path: string): Promise<DiskFile | undefined> {
  const status = await lstat(path);
  const permissions = status.mode & 0o7777;
  const isExecutable = (permissions & 0o100) !== 0;
  if (status.isSymbolicLink()) {
    const bytes = Buffer.from(await readlink(path));
    return { kind: 'link', bytes, permissions, isExecutable: false };
  }
  if (status.isFile()) {
    return { kind: 'file', bytes: await readFile(path), permissions, isExecutable };
  }
  return { kind: 'other', bytes: Buffer.alloc(0), permissions, isExecutable: false };
}

/**
 * @param path relative to `root`, with `/`.
 * @returns undefined when there is nothing; what lies behind a linked folder is not there.
 */
export async function readDiskFile(root: string, path: string): Promise<DiskFile | undefined> {
  if (!(await hasPlainParents(root, path))) return undefined;
  return readEntry(join(root, path)).catch(nothing);
}

/** True when both are of one kind and hold the same; executable or not does not matter. */
export function isSameContent(left: DiskFile | undefined, right: DiskFile | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.kind === right.kind && left.bytes.equals(right.bytes);
}

export function isSameDiskFile(left: DiskFile | undefined, right: DiskFile | undefined): boolean {
  return isSameContent(left, right) && left?.isExecutable === right?.isExecutable;
}

/** Where a file is written before it takes its place. */
function unfinishedPath(root: string, path: string): string {
  return join(root, dirname(path), `.${basename(path)}${unfinishedSuffix}`);
}

/** Removes what a process left that was killed while it wrote this file. */
export async function removeUnfinished(root: string, path: string): Promise<void> {
  await rm(unfinishedPath(root, path), { force: true }).catch(nothing);
}

/** Puts the whole file in place or nothing; makes the folders on the way. */
export async function writeDiskFile(root: string, path: string, file: DiskFile): Promise<void> {
  const temporary = unfinishedPath(root, path);
  await mkdir(dirname(temporary), { recursive: true });
  await rm(temporary, { force: true });
  try {
    if (file.kind === 'link') {
      await symlink(file.bytes.toString(), temporary);
    } else {
      const mode = file.isExecutable ? 0o777 : 0o666;
      await writeFile(temporary, file.bytes, { flag: 'wx', mode, flush: true });
      if (file.permissions !== undefined) await chmod(temporary, file.permissions);
    }
    await rename(temporary, join(root, path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes a file, and the folders that are empty without it. */
export async function removeDiskFile(root: string, path: string): Promise<void> {
  await unlink(join(root, path));
  for (const parent of parentsOf(path).toReversed()) {
    try {
      await rmdir(join(root, parent));
    } catch {
      // Not empty, or not ours to remove: git leaves such a folder, too.
      return;
    }
  }
}
