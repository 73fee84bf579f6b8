import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolders } from './dependencyCopy.ts';

/** Nothing that a checker goes by. */
const idleFile = /\.(map|md|markdown|txt|pyc)$/i;

/** Something in a folder that was written after a moment. */
export interface NewerFile {
  /** Absolute. */
  readonly path: string;
  /** True when it has more names than this one: it may be somebody else's file as well. */
  readonly isLinked: boolean;
}

export interface NewerRequest {
  /** A time of the file system, in milliseconds. */
  readonly since: number;
  /** True when a folder counts too, as soon as something in it is new, gone or renamed. */
  readonly withFolders: boolean;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It went meanwhile, which the folder that it was in tells.
    return [];
  }
}

/**
 * What was written in a folder after a moment, links not followed. All is looked at in one go and
 * synchronously, which takes a tenth of the time that it takes otherwise.
 */
export function newerFiles(folder: string, request: NewerRequest): NewerFile[] {
  const found: NewerFile[] = [];
  collect(folder, request, found);
  return found;
}

function collect(folder: string, request: NewerRequest, found: NewerFile[]): void {
  for (const entry of entriesOf(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name === '__pycache__' || scratchFolders.includes(entry.name)) continue;
      if (request.withFolders) look(path, request, found);
      collect(path, request, found);
    } else if (!idleFile.test(entry.name)) {
      look(path, request, found);
    }
  }
}

function look(path: string, { since }: NewerRequest, found: NewerFile[]): void {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return;
  // A file gets a new time of change also when another slot links to it, which alters nothing in it.
  const isLinked = status.nlink > 1 && !status.isDirectory();
  const at = isLinked ? status.mtimeMs : Math.max(status.mtimeMs, status.ctimeMs);
  if (at > since) found.push({ path, isLinked });
}

/** The names in a folder, but for those of what tools keep for themselves. */
export function namesIn(folder: string): string[] {
  return entriesOf(folder)
    .map(({ name }) => name)
    .filter((name) => !scratchFolders.includes(name))
    .toSorted();
}

/** Folders of packages below a folder, links not followed. */
export function packageFoldersBelow(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.name === 'node_modules' || entry.isDirectory())
    .flatMap(({ name }) =>
      name === 'node_modules' ? [join(folder, name)] : packageFoldersBelow(join(folder, name)),
    );
}
