import type { GitCommand } from './gitCommand.ts';
import { submoduleMode, type TreeEntry } from './treeChanges.ts';

const linkMode = '120000';
const folderMode = '040000';

/** True for a file that has lines or bytes of its own: no link, no submodule. */
export function isPlainFile({ mode }: TreeEntry): boolean {
  return mode !== submoduleMode && mode !== linkMode;
}

export function isLink({ mode }: TreeEntry): boolean {
  return mode === linkMode;
}

/** Reads `mode kind id`, tab, path, or the like: the mode comes first and the path last. */
function parseEntry(line: string, idAt: number): readonly [path: string, entry: TreeEntry] {
  const tab = line.indexOf('\t');
  const words = line.slice(0, tab).split(' ');
  return [line.slice(tab + 1), { mode: words[0] ?? '', id: words[idAt] ?? '' }];
}

/** Every file of a commit or tree, by path. */
export async function treeEntries(
  git: GitCommand,
  revision: string,
): Promise<Map<string, TreeEntry>> {
  const lines = await git.list(['ls-tree', '-r', '-z', '--full-tree', revision]);
  return new Map(lines.map((line) => parseEntry(line, 2)));
}

/** What a commit or tree has at a path; undefined for nothing, and for a folder. */
export async function entryAt(
  git: GitCommand,
  revision: string,
  path: string,
): Promise<TreeEntry | undefined> {
  const [line] = await git.list(['ls-tree', '-z', '--full-tree', revision, '--', path], {
    env: { GIT_LITERAL_PATHSPECS: '1' },
  });
  if (line === undefined) return undefined;
  const [, entry] = parseEntry(line, 2);
  return entry.mode === folderMode ? undefined : entry;
}

/** Every file of the index that `git` works on, by path. */
export async function indexEntries(git: GitCommand): Promise<Map<string, TreeEntry>> {
  const lines = await git.list(['ls-files', '-z', '--stage', '--full-name']);
  return new Map(lines.map((line) => parseEntry(line, 1)));
}
