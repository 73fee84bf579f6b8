import { SwarmError } from '../base/swarmError.ts';
import { type FileSelection, joinSelections, type MeantHunks } from './fileSelection.ts';
import type { GitCommand } from './gitCommand.ts';
import type { Repository } from './repository.ts';
import { withTemporaryIndex } from './temporaryIndex.ts';
import { diffTrees, type TreeChange, type TreeEntry, treeChanges } from './treeChanges.ts';
import { setEntries } from './treeEntries.ts';

/** Lines next to each other that a fix changes in one file. Lines count from 1. */
export interface Hunk {
  /** From 0, in the order of the file. */
  readonly index: number;
  /** The first line that goes; when none goes, the line before the new ones (0 for the top). */
  readonly oldStart: number;
  readonly oldLines: number;
  /** The first new line; when there is none, the line before the gap. */
  readonly newStart: number;
  readonly newLines: number;
  /** The lines with `-` or `+` before each. */
  readonly text: string;
}

const headline = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

function parseHunks(patch: string): Hunk[] {
  const blocks = patch.split(/(?<=\n)(?=@@ )/).slice(1);
  return blocks.map((block, index) => {
    const [, oldStart, oldLines = '1', newStart, newLines = '1'] = headline.exec(block) ?? [];
    return {
      index,
      oldStart: Number(oldStart),
      oldLines: Number(oldLines),
      newStart: Number(newStart),
      newLines: Number(newLines),
      text: block.slice(block.indexOf('\n') + 1),
    };
  });
}

/**
 * The separate changes of one file between two commits or trees.
 * @returns none for a file that does not differ, or has no lines.
 */
export async function listHunks(
  git: GitCommand,
  base: string,
  fix: string,
  path: string,
): Promise<Hunk[]> {
  const bytes = await diffTrees(git, ['--patch', '--unified=0'], base, fix, { paths: [path] });
  return parseHunks(bytes.toString('latin1')).map((hunk) => ({
    ...hunk,
    text: Buffer.from(hunk.text, 'latin1').toString(),
  }));
}

/** Each line with its line break. Latin-1 gives each byte one character and loses none. */
async function linesOf(git: GitCommand, entry: TreeEntry): Promise<string[]> {
  const { bytes } = await git.run(['cat-file', 'blob', entry.id]);
  return bytes.toString('latin1').split(/(?<=\n)/);
}

function compose(oldLines: string[], newLines: string[], hunks: readonly Hunk[]): string {
  const parts: string[] = [];
  let next = 0;
  for (const hunk of hunks) {
    const from = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    const first = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    parts.push(...oldLines.slice(next, from), ...newLines.slice(first, first + hunk.newLines));
    next = from + hunk.oldLines;
  }
  return [...parts, ...oldLines.slice(next)].join('');
}

function refuseUnknown(path: string, all: readonly Hunk[], meant: MeantHunks | undefined): void {
  if (meant === undefined || meant === 'all') return;
  const unknown = [...meant].find((index) => all[index] === undefined);
  if (unknown === undefined) return;
  throw new SwarmError('usage', `${path} has no hunk ${unknown}; it has ${all.length} of them.`);
}

async function entryWithHunks(
  git: GitCommand,
  { before, after }: TreeChange,
  chosen: readonly Hunk[],
): Promise<TreeEntry | undefined> {
  if (before === undefined || after === undefined) return chosen.length === 0 ? before : after;
  const lines = compose(await linesOf(git, before), await linesOf(git, after), chosen);
  const id = await git.text(['hash-object', '-t', 'blob', '-w', '--stdin'], {
    input: Buffer.from(lines, 'latin1'),
  });
  return { mode: before.mode, id };
}

/** What is meant of one file, and what is not. */
interface Choice {
  readonly wanted: MeantHunks;
  readonly unwanted: MeantHunks | undefined;
}

async function chosenEntry(
  git: GitCommand,
  change: TreeChange,
  { wanted, unwanted }: Choice,
  listed: () => Promise<readonly Hunk[]>,
): Promise<TreeEntry | undefined> {
  if (unwanted === 'all') return change.before;
  if (wanted === 'all' && unwanted === undefined) return change.after;
  const all = await listed();
  refuseUnknown(change.path, all, wanted);
  refuseUnknown(change.path, all, unwanted);
  const chosen = all.filter(
    ({ index }) => (wanted === 'all' || wanted.has(index)) && !unwanted?.has(index),
  );
  const isWhole = all.length > 0 && chosen.length === all.length;
  return isWhole ? change.after : entryWithHunks(git, change, chosen);
}

/**
 * Makes a tree that has only some of the changes of a fix.
 * @param base what the fix was made on, a commit or a tree.
 * @param fix a commit or a tree.
 * @param selection none means all of it.
 * @param except what shall not be in it, though it is selected.
 * @returns the full name of the tree.
 * @throws {SwarmError} `usage` when the fix does not change such a file or has no such hunk.
 */
export async function treeWithHunks(
  repository: Repository,
  base: string,
  fix: string,
  selection: readonly FileSelection[],
  except: readonly FileSelection[] = [],
): Promise<string> {
  const { git } = repository;
  const changes = new Map<string, TreeChange>();
  for (const change of await treeChanges(git, base, fix)) changes.set(change.path, change);
  const [wanted, unwanted] = [joinSelections(selection), joinSelections(except)];
  const unknown = [...wanted.keys(), ...unwanted.keys()].find((path) => !changes.has(path));
  if (unknown !== undefined) throw new SwarmError('usage', `The fix does not change ${unknown}.`);
  const entries = new Map<string, TreeEntry | undefined>();
  for (const [path, change] of changes) {
    const meant = wanted.size === 0 ? 'all' : wanted.get(path);
    if (meant === undefined) continue;
    const choice = { wanted: meant, unwanted: unwanted.get(path) };
    const listed = (): Promise<Hunk[]> => listHunks(git, base, fix, path);
    entries.set(path, await chosenEntry(git, change, choice, listed));
  }
  return withTemporaryIndex(git, { folder: repository.storageDirectory }, async (index) => {
    await index.run(['read-tree', `${base}^{tree}`]);
    await setEntries(index, entries);
    return index.text(['write-tree']);
  });
}
