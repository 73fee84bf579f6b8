import type { GitCommand } from './gitCommand.ts';

/** What a tree has at a path. */
export interface TreeEntry {
  /** Git's own: `100644` a file, `100755` executable, `120000` a link, `160000` a submodule. */
  readonly mode: string;
  /** The full name of the object. */
  readonly id: string;
}

/** A path at which two trees differ. */
export interface TreeChange {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** Undefined when it was not there. */
  readonly before: TreeEntry | undefined;
  /** Undefined when it is gone. */
  readonly after: TreeEntry | undefined;
}

export interface DiffCall {
  /** Only these files: names, not patterns. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export const submoduleMode = '160000';
const absentMode = '000000';

function entry(mode = absentMode, id = ''): TreeEntry | undefined {
  return mode === absentMode ? undefined : { mode, id };
}

/** Reads what `diff-tree -r --raw -z` prints: `:mode mode id id letter`, NUL, path, NUL. */
export function parseRawChanges(cells: readonly string[]): TreeChange[] {
  const changes: TreeChange[] = [];
  for (let index = 0; index + 1 < cells.length; index += 2) {
    const [modeBefore, modeAfter, idBefore, idAfter] = (cells[index] ?? '').slice(1).split(' ');
    changes.push({
      path: cells[index + 1] ?? '',
      before: entry(modeBefore, idBefore),
      after: entry(modeAfter, idAfter),
    });
  }
  return changes;
}

// Neither the user's settings nor programs of theirs may bend what a diff says.
const plainDiff = ['-r', '--no-renames', '--no-ext-diff', '--no-textconv', '--indent-heuristic'];

/**
 * Runs `diff-tree` on two commits or trees. A file that was moved is one gone and one new.
 * @param options what to print, and how.
 */
export async function diffTrees(
  git: GitCommand,
  options: readonly string[],
  from: string,
  to: string,
  call: DiffCall = {},
): Promise<Buffer> {
  const sides = ['--end-of-options', from, to, '--', ...(call.paths ?? [])];
  const { bytes } = await git.run(['diff-tree', ...plainDiff, ...options, ...sides], {
    env: { GIT_LITERAL_PATHSPECS: '1' },
    signal: call.signal,
  });
  return bytes;
}

/** Where two trees or commits differ, in the order of paths. */
export async function treeChanges(
  git: GitCommand,
  from: string,
  to: string,
  call: DiffCall = {},
): Promise<TreeChange[]> {
  const ask = async (): Promise<TreeChange[]> => {
    const bytes = await diffTrees(git, ['--raw', '-z', '--no-abbrev'], from, to, call);
    return parseRawChanges(bytes.toString().split('\0'));
  };
  if (call.paths !== undefined) return ask();
  const sides = await Promise.all([git.answers.treeIfKnown(from), git.answers.treeIfKnown(to)]);
  return git.answers.ask('changes', sides, ask);
}
