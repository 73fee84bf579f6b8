import { lstatSync, realpathSync } from 'node:fs';
import { lstat, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { environments } from './dependencyFolders.ts';
import { namesIn, newerFiles, packageFoldersBelow } from './newerFiles.ts';
import { isDependency } from './workingFiles.ts';
import { type WorktreeSlot, withCleanIndex } from './worktreeSlot.ts';
import { besideSlot } from './worktreeSlots.ts';

/** How a folder of packages is not what it was. */
export interface DependencyChange {
  /** The folder, relative to the root of the worktree, with `/`. */
  readonly folder: string;
  /** Something in it that was changed, named in the same way. */
  readonly example: string;
  /** `shared`: what was written belongs to the user as well. */
  readonly kind: 'new' | 'own' | 'shared';
}

/** A folder as it was: what it is, and the names in it. */
interface FolderState {
  readonly identity: string;
  readonly names: readonly string[];
}

/** Is there as long as somebody is at work in a slot whose packages nobody has looked at since. */
function noteOf(slotPath: string): string {
  return besideSlot(slotPath, 'watch.json');
}

/** True when a program was at work in that slot, and nobody knows what it has left there. */
export async function isUnwatched(slotPath: string): Promise<boolean> {
  return (await lstat(noteOf(slotPath)).catch(() => undefined)) !== undefined;
}

function stateOf(path: string): FolderState {
  const status = lstatSync(path, { throwIfNoEntry: false });
  const real = status === undefined ? undefined : realPathOf(path);
  if (status === undefined || real === undefined) return { identity: 'nothing', names: [] };
  const identity = status.isSymbolicLink() ? `link to ${real}` : `folder ${status.ino}`;
  return { identity, names: namesIn(real) };
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Names that only one of two lists has. */
function differing(left: readonly string[], right: readonly string[]): string[] {
  const [inLeft, inRight] = [new Set(left), new Set(right)];
  return [
    ...left.filter((name) => !inRight.has(name)),
    ...right.filter((name) => !inLeft.has(name)),
  ];
}

/** Every untracked thing that packages are found in, wherever it is; relative, with `/`. */
async function findFolders(slot: WorktreeSlot): Promise<string[]> {
  const args = ['ls-files', '-z', '--others', '--directory'];
  const untracked = await withCleanIndex(slot).list(args);
  return untracked.flatMap((name) => {
    const path = name.replace(/\/$/, '');
    if (isDependency(path)) return [path];
    if (!name.endsWith('/')) return [];
    const inside = packageFoldersBelow(join(slot.path, path));
    return inside.map((folder) => relative(slot.path, folder).replaceAll('\\', '/'));
  });
}

/** Sees what a program does to the packages of a worktree, which are in no commit. */
export class DependencyWatch {
  readonly #slot: WorktreeSlot;
  readonly #since: number;
  readonly #states: ReadonlyMap<string, FolderState>;
  readonly #isFirst: boolean;

  private constructor(
    slot: WorktreeSlot,
    since: number,
    states: ReadonlyMap<string, FolderState>,
    isFirst: boolean,
  ) {
    this.#slot = slot;
    this.#since = since;
    this.#states = states;
    this.#isFirst = isFirst;
  }

  /** From now on, as the clock of the file system has it. */
  static async begin(slot: WorktreeSlot): Promise<DependencyWatch> {
    const note = noteOf(slot.path);
    const isFirst = !(await isUnwatched(slot.path));
    await writeFile(note, '{}');
    const { mtimeMs } = await lstat(note);
    const folders = await findFolders(slot);
    const states = folders.map((path) => [path, stateOf(join(slot.path, path))] as const);
    return new DependencyWatch(slot, mtimeMs, new Map(states), isFirst);
  }

  /** When the moment was, in milliseconds. */
  get since(): number {
    return this.#since;
  }

  async changes(): Promise<DependencyChange[]> {
    const now = await findFolders(this.#slot);
    const added = now.filter((folder) => !this.#states.has(folder));
    const found = added.map((folder) => ({ folder, example: folder, kind: 'new' }) as const);
    return [...found, ...[...this.#states].flatMap(([folder, state]) => this.#look(folder, state))];
  }

  /** To be called when all is as it was: then the slot may be used again, unless it was spoiled before. */
  async end(): Promise<void> {
    if (this.#isFirst) await rm(noteOf(this.#slot.path), { force: true });
  }

  #look(folder: string, before: FolderState): DependencyChange[] {
    const path = join(this.#slot.path, folder);
    const state = stateOf(path);
    const isLink = before.identity.startsWith('link');
    if (state.identity !== before.identity) return [{ folder, example: folder, kind: 'own' }];
    const real = realPathOf(path) ?? path;
    // Python writes what it has compiled beside the source.
    const withFolders = !environments.includes(folder);
    const newer = newerFiles(real, { since: this.#since, withFolders });
    const shared = isLink ? newer[0] : newer.find(({ isLinked }) => isLinked);
    const [name] = differing(before.names, state.names);
    const inside = shared ?? newer.at(-1);
    const example = name ?? (inside && relative(real, inside.path).replaceAll('\\', '/'));
    if (example === undefined) return [];
    const kind = isLink || shared !== undefined ? 'shared' : 'own';
    return [{ folder, example: `${folder}/${example}`, kind }];
  }
}
