import type { GitCommand } from './gitCommand.ts';
import { type DiffCall, diffTrees, type TreeChange, treeChanges } from './treeChanges.ts';

/** A file that differs between two commits. */
export interface ChangedFile extends TreeChange {
  readonly status: 'added' | 'modified' | 'deleted';
  /** True when git finds no lines in it. */
  readonly isBinary: boolean;
  /** Lines; zero for a binary file. */
  readonly added: number;
  readonly removed: number;
}

export interface PatchCall extends DiffCall {
  /** With the colours of a terminal; binary content is left out then. */
  readonly color?: boolean;
  /** Unchanged lines around each change; 3 without it. */
  readonly context?: number;
}

function statusOf({ before, after }: TreeChange): ChangedFile['status'] {
  if (before === undefined) return 'added';
  return after === undefined ? 'deleted' : 'modified';
}

/** Added and removed lines by path, as git prints them. */
async function lineCounts(
  git: GitCommand,
  from: string,
  to: string,
  call: DiffCall,
): Promise<Map<string, readonly string[]>> {
  const bytes = await diffTrees(git, ['--numstat', '-z'], from, to, call);
  const counts = new Map<string, readonly string[]>();
  for (const line of bytes.toString().split('\0')) {
    const [added = '', removed = '', ...path] = line.split('\t');
    counts.set(path.join('\t'), [added, removed]);
  }
  return counts;
}

/** The files that differ between two commits or trees, in the order of their paths. */
export async function changedFiles(
  git: GitCommand,
  from: string,
  to: string,
  call: DiffCall = {},
): Promise<ChangedFile[]> {
  const changes = await treeChanges(git, from, to, call);
  const counts = await lineCounts(git, from, to, call);
  return changes.map((change) => {
    const [added = '0', removed = '0'] = counts.get(change.path) ?? [];
    const isBinary = added === '-';
    const count = (text: string): number => (isBinary ? 0 : Number(text));
    return {
      ...change,
      status: statusOf(change),
      isBinary,
      added: count(added),
      removed: count(removed),
    };
  });
}

/**
 * The difference between two commits or trees as a unified patch that `git apply` takes, unless it
 * is coloured.
 * @returns the bytes, since the files may be in any encoding; empty when there is no difference.
 */
export function patchBetween(
  git: GitCommand,
  from: string,
  to: string,
  call: PatchCall = {},
): Promise<Buffer> {
  const look = call.color === true ? ['--color=always'] : ['--binary', '--full-index'];
  const options = ['--patch', `--unified=${call.context ?? 3}`, ...look];
  return diffTrees(git, options, from, to, call);
}
