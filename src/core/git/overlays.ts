import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitCommand } from './gitCommand.ts';
import { isRepositoryPath, standingOfUntracked } from './pathStanding.ts';
import type { Repository } from './repository.ts';
import { temporaryName } from './temporaryIndex.ts';
import type { TreeEntry } from './treeChanges.ts';
import { indexEntries, isPlainFile } from './treeLookup.ts';

/**
 * Texts that somebody has not saved yet, by path relative to the repository, with `/`: the bytes that
 * saving would write.
 */
export type Overlays = ReadonlyMap<string, Uint8Array>;

type Entries = ReadonlyMap<string, TreeEntry>;

/** True when no file is in the place of one of its folders, and none below it. */
function hasRoom(path: string, entries: Entries): boolean {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (entries.has(folder)) return false;
  }
  return ![...entries.keys()].some((other) => other.startsWith(`${path}/`));
}

/** Those that can be files of a snapshot, with whether they are executable. */
async function takenOverlays(
  git: GitCommand,
  overlays: Overlays,
  entries: Entries,
): Promise<Map<string, boolean>> {
  const taken = new Map<string, boolean>();
  const unknown: string[] = [];
  for (const path of overlays.keys()) {
    const entry = entries.get(path);
    if (entry === undefined) unknown.push(path);
    else if (isPlainFile(entry)) taken.set(path, entry.mode === '100755');
  }
  const open = unknown.filter((path) => isRepositoryPath(path) && hasRoom(path, entries));
  for (const [path, standing] of await standingOfUntracked(git, open)) {
    if (standing === 'new') taken.set(path, false);
  }
  return taken;
}

/**
 * Puts unsaved texts into an index, as if they had been saved. Left out are those that no snapshot
 * takes: what is ignored, outside, behind a link, or in the place of something else.
 * The texts are staged as files of another working tree. `hash-object` would not do: it does not look
 * at the index, where git sees whether a file has had its line ends converted before.
 * @param index works on the index, which holds the working tree without those texts.
 */
export async function stageOverlays(
  repository: Repository,
  index: GitCommand,
  overlays: Overlays,
  signal?: AbortSignal,
): Promise<void> {
  const taken = await takenOverlays(index, overlays, await indexEntries(index));
  if (taken.size === 0) return;
  const folder = join(repository.storageDirectory, temporaryName('overlay'));
  try {
    for (const [path, isExecutable] of taken) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, overlays.get(path) ?? '', { mode: isExecutable ? 0o777 : 0o666 });
    }
    const places = { GIT_DIR: repository.gitDirectory, GIT_WORK_TREE: folder };
    const input = [...taken.keys()].map((path) => `${path}\0`).join('');
    const stage = ['update-index', '--add', '-z', '--stdin'];
    await index.at(folder).with(places).run(stage, { input, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
