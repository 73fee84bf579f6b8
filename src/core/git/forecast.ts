import type { GitCommand } from './gitCommand.ts';
import type { TrainCandidate } from './mergeTrain.ts';
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
  if (pairs.length === 0) return [];
  const input = pairs.map(({ first, second }) => `${first.commit} ${second.commit}\n`).join('');
  const options = ['--stdin', '-z', '--name-only', '--no-messages', '--allow-unrelated-histories'];
  const { bytes } = await git.run(['merge-tree', ...options], { input, signal });
  const merges = readMerges(bytes.toString());
  return pairs.flatMap(({ first, second }, index) => {
    const files = conflictedPaths(merges[index] ?? []);
    return files.length === 0 ? [] : [{ first: first.taskId, second: second.taskId, files }];
  });
}
