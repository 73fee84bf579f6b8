import { readAttributes } from './attributes.ts';
import { executableMode, hasExecutableBits } from './executableBit.ts';
import type { GitCommand } from './gitCommand.ts';
import { readBlobs } from './gitObjects.ts';
import { isSameText, type TextHunk, textHunks } from './textHunks.ts';
import { type TreeChange, type TreeEntry, treeChanges } from './treeChanges.ts';
import { isPlainFile } from './treeLookup.ts';

/** What becomes of one file, as somebody needs it who holds its text in an editor. */
export interface FileEdit {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** A file that was moved is one deleted and one added. */
  readonly kind: 'modified' | 'added' | 'deleted';
  /** `disk` for a link or a submodule, which no editor can write: see `writeTree`. */
  readonly writer: 'editor' | 'disk';
  /** True when only bytes can tell what it becomes: write {@link after} as it is. */
  readonly isBinary: boolean;
  /** Of a modified text; undefined: put all of {@link after} in the place of what is there. */
  readonly hunks: readonly TextHunk[] | undefined;
  /** Git's own, such as `100644`; undefined for a file that goes. */
  readonly mode: string | undefined;
  /** What `setExecutable` has to make of it once it is written; undefined when nothing. */
  readonly isExecutable: boolean | undefined;
  /**
   * True when this is still what the file was. For a text with hunks, line ends and a byte-order mark
   * do not count.
   * @param bytes undefined for no file.
   */
  fits(bytes: Uint8Array | undefined): Promise<boolean>;
  /** What a checkout would write; undefined for a file that goes. */
  after(): Promise<Buffer | undefined>;
}

/** What is known of a file whose lines in the repository are not those that an editor shows. */
type Rewriting = 'text' | 'bytes';

/** What a filter hides is not known to be text. */
const rewritingAttributes: Readonly<Record<string, Rewriting>> = {
  filter: 'bytes',
  ident: 'text',
  'working-tree-encoding': 'text',
};

function hasNul(bytes: Buffer): boolean {
  return bytes.subarray(0, 8000).includes(0);
}

async function readRewritings(
  git: GitCommand,
  paths: readonly string[],
): Promise<Map<string, Rewriting>> {
  const rewritings = new Map<string, Rewriting>();
  const attributes = await readAttributes(git, Object.keys(rewritingAttributes), paths);
  for (const [path, values] of attributes) {
    const kinds = [...values].map(([name, value]) =>
      value === 'unset' ? undefined : rewritingAttributes[name],
    );
    const kind = kinds.find((one) => one === 'bytes') ?? kinds.find((one) => one === 'text');
    if (kind !== undefined) rewritings.set(path, kind);
  }
  return rewritings;
}

/** Makes the edits of one change of a tree. */
class EditWriter {
  readonly #git: GitCommand;
  readonly #trees: { readonly from: string; readonly to: string };
  readonly #blobs: ReadonlyMap<string, Buffer>;
  readonly #rewritings: ReadonlyMap<string, Rewriting>;
  readonly #executableBits: boolean;

  constructor(
    git: GitCommand,
    trees: { readonly from: string; readonly to: string },
    blobs: ReadonlyMap<string, Buffer>,
    rewritings: ReadonlyMap<string, Rewriting>,
    executableBits: boolean,
  ) {
    // What the user sees are the real files, not the pointers that worktrees of ours make do with.
    this.#git = git.with({ GIT_LFS_SKIP_SMUDGE: undefined });
    this.#trees = trees;
    this.#blobs = blobs;
    this.#rewritings = rewritings;
    this.#executableBits = executableBits;
  }

  describe(change: TreeChange): FileEdit {
    const { path, before, after } = change;
    const isPlain = [before, after].every((entry) => entry === undefined || isPlainFile(entry));
    const content = isPlain ? this.#contentOf(change) : { isBinary: true, hunks: undefined };
    return {
      path,
      kind: before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified',
      writer: isPlain ? 'editor' : 'disk',
      ...content,
      mode: after?.mode,
      isExecutable: isPlain ? this.#bitOf(change) : undefined,
      fits: (bytes) => this.#fits(change, content.hunks !== undefined, bytes),
      after: async () => (after === undefined ? undefined : this.#read(this.#trees.to, path)),
    };
  }

  #bytesOf(entry: TreeEntry | undefined): Buffer {
    return this.#blobs.get(entry?.id ?? '') ?? Buffer.alloc(0);
  }

  #contentOf({ path, before, after }: TreeChange): Pick<FileEdit, 'isBinary' | 'hunks'> {
    const rewriting = this.#rewritings.get(path);
    if (rewriting !== undefined) return { isBinary: rewriting === 'bytes', hunks: undefined };
    const [old, fresh] = [this.#bytesOf(before), this.#bytesOf(after)];
    if (hasNul(old) || hasNul(fresh)) return { isBinary: true, hunks: undefined };
    if (before === undefined || after === undefined) return { isBinary: false, hunks: undefined };
    const hunks = textHunks(old, fresh);
    return { isBinary: hunks === undefined, hunks };
  }

  #bitOf({ before, after }: TreeChange): boolean | undefined {
    if (!this.#executableBits || after === undefined) return undefined;
    const [was, is] = [before?.mode === executableMode, after.mode === executableMode];
    return was === is ? undefined : is;
  }

  async #fits(
    { path, before }: TreeChange,
    hasHunks: boolean,
    bytes: Uint8Array | undefined,
  ): Promise<boolean> {
    if (before === undefined || bytes === undefined) return before === bytes;
    const input = Buffer.from(bytes);
    if (hasHunks) return isSameText(input, this.#bytesOf(before));
    if (!isPlainFile(before)) return false;
    if (input.equals(await this.#read(this.#trees.from, path))) return true;
    const args = ['hash-object', '--stdin', `--path=${path}`];
    return (await this.#git.text(args, { input })) === before.id;
  }

  async #read(tree: string, path: string): Promise<Buffer> {
    const { bytes } = await this.#git.run(['cat-file', '--filters', `${tree}:${path}`]);
    return bytes;
  }
}

/**
 * Tells what differs between two trees so that an editor can apply it to the texts that it holds.
 * @param from the tree of a snapshot of the working copy.
 * @param to the tree that it shall become.
 * @returns in the order of paths.
 */
export async function describeTreeChange(
  git: GitCommand,
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<FileEdit[]> {
  const changes = await treeChanges(git, from, to, { signal });
  const entries = changes.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
  const ids = entries.filter(isPlainFile).map(({ id }) => id);
  const blobs = await readBlobs(git, ids);
  const paths = changes.map(({ path }) => path);
  const rewritings = await readRewritings(git, paths);
  const executableBits = await hasExecutableBits(git);
  const writer = new EditWriter(git, { from, to }, blobs, rewritings, executableBits);
  return changes.map((change) => writer.describe(change));
}
