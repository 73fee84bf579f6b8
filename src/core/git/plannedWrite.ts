import { SwarmError } from '../base/swarmError.ts';
import { checkoutBytes } from './checkoutContent.ts';
import { type DiskFile, readDiskFile } from './diskFile.ts';
import type { GitCommand } from './gitCommand.ts';
import {
  executableMode,
  submoduleMode,
  symbolicLinkMode,
  type TreeChange,
  type TreeEntry,
} from './treeChanges.ts';

/** One file that shall be written or removed. */
export interface PlannedWrite {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** What is there; undefined for nothing. */
  readonly seen: DiskFile | undefined;
  /** What shall be there; undefined to remove it. */
  readonly wanted: DiskFile | undefined;
}

/** What the file system of a working tree can tell, by git's own configuration. */
export interface FileAbilities {
  readonly executableBits: boolean;
  readonly symbolicLinks: boolean;
}

async function isOn(git: GitCommand, name: string): Promise<boolean> {
  const { text } = await git.run(['config', '--type=bool', '--get', name], { allow: [1] });
  return text !== 'false';
}

export async function fileAbilities(git: GitCommand): Promise<FileAbilities> {
  return {
    executableBits: await isOn(git, 'core.fileMode'),
    symbolicLinks: await isOn(git, 'core.symlinks'),
  };
}

function isLink(entry: TreeEntry, abilities: FileAbilities): boolean {
  return entry.mode === symbolicLinkMode && abilities.symbolicLinks;
}

async function hasContentOf(
  git: GitCommand,
  path: string,
  file: DiskFile,
  entry: TreeEntry,
): Promise<boolean> {
  const filters = entry.mode === symbolicLinkMode ? ['--no-filters'] : [`--path=${path}`];
  const id = await git.text(['hash-object', '-t', 'blob', '--stdin', ...filters], {
    input: file.bytes,
  });
  return id === entry.id || file.bytes.equals(await checkoutBytes(git, path, entry));
}

/** True when the file on disk is what the snapshot has, up to line ends and filters. */
async function isEntry(
  git: GitCommand,
  path: string,
  file: DiskFile,
  entry: TreeEntry,
  abilities: FileAbilities,
): Promise<boolean> {
  if (file.kind !== (isLink(entry, abilities) ? 'link' : 'file')) return false;
  const mayDiffer = !abilities.executableBits || file.kind === 'link';
  const isExecutable = entry.mode === executableMode;
  if (!mayDiffer && file.isExecutable !== isExecutable) return false;
  return hasContentOf(git, path, file, entry);
}

/** The bits of before, with the executable ones as wanted for everyone who may read. */
function permissionsFor(seen: DiskFile | undefined, isExecutable: boolean): number | undefined {
  if (seen?.kind !== 'file' || seen.permissions === undefined) return undefined;
  if (seen.isExecutable === isExecutable) return seen.permissions;
  const { permissions } = seen;
  return isExecutable ? permissions | ((permissions & 0o444) >> 2) : permissions & ~0o111;
}

async function wantedFile(
  git: GitCommand,
  path: string,
  seen: DiskFile | undefined,
  entry: TreeEntry,
  abilities: FileAbilities,
): Promise<DiskFile> {
  const bytes = await checkoutBytes(git, path, entry);
  if (isLink(entry, abilities)) {
    return { kind: 'link', bytes, permissions: undefined, isExecutable: false };
  }
  const asItWas = seen?.kind === 'file' && !abilities.executableBits;
  const isExecutable = asItWas ? seen.isExecutable : entry.mode === executableMode;
  return { kind: 'file', bytes, permissions: permissionsFor(seen, isExecutable), isExecutable };
}

function refuse(path: string, reason: string): never {
  throw new SwarmError('conflict', `${path} ${reason}; nothing was written, so merge again.`);
}

/**
 * Prepares one change of the working tree, without changing anything.
 * @param git at the root of the working tree.
 * @throws {SwarmError} `conflict` unless there is what `change.before` says.
 */
export async function planWrite(
  git: GitCommand,
  change: TreeChange,
  abilities: FileAbilities,
): Promise<PlannedWrite> {
  const { path, before, after } = change;
  if (before?.mode === submoduleMode || after?.mode === submoduleMode) {
    refuse(path, 'is a submodule, which no merge can move');
  }
  const found = await readDiskFile(git.cwd, path);
  // A folder in the way of a new file may go when the files in it are removed; if not, writing fails.
  const seen = before === undefined && found?.kind === 'other' ? undefined : found;
  if (before === undefined && seen !== undefined) {
    refuse(path, 'is in the way: it is ignored, or newer than the snapshot');
  }
  if (before !== undefined) {
    if (seen === undefined) refuse(path, 'is no longer there');
    if (!(await isEntry(git, path, seen, before, abilities))) refuse(path, 'was edited meanwhile');
  }
  const wanted =
    after === undefined ? undefined : await wantedFile(git, path, seen, after, abilities);
  return { path, seen, wanted };
}
