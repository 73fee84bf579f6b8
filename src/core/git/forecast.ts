import type { GitCommand } from './gitCommand.ts';
import { commitTree } from './gitObjects.ts';
import type { TrainCandidate, TrainConflict } from './mergeTrain.ts';
import { conflictedPaths } from './threeWayMerge.ts';
import { treeChanges } from './treeChanges.ts';

/** Two tasks of which only one can be merged as it is. */
export interface Collision {
  readonly first: string;
  readonly second: string;
  readonly files: readonly string[];
}

interface Pair {
  readonly first: TrainCandidate;
  readonly second: TrainCandidate;
}

/** A file and a folder of the same name overlap as well. */
function overlap(left: readonly string[], right: readonly string[]): boolean {
  return left.some((one) =>
    right.some((two) => one === two || one.startsWith(`${two}/`) || two.startsWith(`${one}/`)),
  );
}

async function pairsThatShareFiles(
  git: GitCommand,
  candidates: readonly TrainCandidate[],
  signal: AbortSignal | undefined,
): Promise<Pair[]> {
  const known: { readonly candidate: TrainCandidate; readonly files: string[] }[] = [];
  const pairs: Pair[] = [];
  for (const second of candidates) {
    const changes = await treeChanges(git, second.parent, second.commit, { signal });
    const files = changes.map(({ path }) => path);
    const meets = known.filter((other) => overlap(other.files, files));
    pairs.push(...meets.map(({ candidate: first }) => ({ first, second })));
    known.push({ candidate: second, files });
  }
  return pairs;
}

/** Reads, for each merge: 0 or 1, NUL, tree, NUL, the files in conflict each with NUL, NUL. */
function readMerges(output: string): string[][] {
  const merges: string[][] = [];
  const cells = output.split('\0').slice(0, -1);
  for (let start = 0; start < cells.length; ) {
    const end = cells.indexOf('', start);
    merges.push(cells.slice(start + 2, end));
    start = end + 1;
  }
  return merges;
}

/** The files in conflict of each pair of commits, in their order, all merged by one process. */
async function mergePairs(
  git: GitCommand,
  pairs: readonly (readonly [ours: string, theirs: string])[],
  signal: AbortSignal | undefined,
): Promise<string[][]> {
  if (pairs.length === 0) return [];
  const input = pairs.map(([ours, theirs]) => `${ours} ${theirs}\n`).join('');
  const options = ['--stdin', '-z', '--name-only', '--no-messages', '--allow-unrelated-histories'];
  const { bytes } = await git.run(['merge-tree', ...options], { input, signal });
  const merges = readMerges(bytes.toString());
  return pairs.map((_pair, index) => conflictedPaths(merges[index] ?? []));
}

/**
 * Tells which task commits will not merge with each other, without merging anything. Only those
 * that share a file are looked at, all by one process.
 * @param candidates commits on the same snapshot, or on snapshots of the same history.
 */
export async function forecastCollisions(
  git: GitCommand,
  candidates: readonly TrainCandidate[],
  signal?: AbortSignal,
): Promise<Collision[]> {
  const pairs = await pairsThatShareFiles(git, candidates, signal);
  const commits = pairs.map(({ first, second }) => [first.commit, second.commit] as const);
  const merges = await mergePairs(git, commits, signal);
  return pairs.flatMap(({ first, second }, index) => {
    const files = merges[index] ?? [];
    return files.length === 0 ? [] : [{ first: first.taskId, second: second.taskId, files }];
  });
}

/**
 * Tells which task commits will not merge into a tree, each of them alone, without merging anything.
 * @param ours the tree.
 */
export async function forecastConflicts(
  git: GitCommand,
  ours: string,
  candidates: readonly TrainCandidate[],
  signal?: AbortSignal,
): Promise<TrainConflict[]> {
  const pairs: (readonly [ours: string, theirs: string])[] = [];
  const doubted: TrainCandidate[] = [];
  // Git finds the base of a merge by history, so both sides are put on it.
  const sides = new Map<string, string>();
  for (const candidate of candidates) {
    const { parent, commit } = candidate;
    const [edited, fixed] = [
      await treeChanges(git, parent, ours, { signal }),
      await treeChanges(git, parent, commit, { signal }),
    ].map((changes) => changes.map(({ path }) => path));
    if (edited === undefined || fixed === undefined || !overlap(edited, fixed)) continue;
    const edits = { parents: [parent], message: 'forecast' };
    const side = sides.get(parent) ?? (await commitTree(git, { ...edits, tree: ours }));
    sides.set(parent, side);
    pairs.push([side, await commitTree(git, { ...edits, tree: commit })]);
    doubted.push(candidate);
  }
  const merges = await mergePairs(git, pairs, signal);
  return doubted.flatMap(({ taskId }, index) => {
    const files = merges[index] ?? [];
    return files.length === 0 ? [] : [{ taskId, files }];
  });
}
