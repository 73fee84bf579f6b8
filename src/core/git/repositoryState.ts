import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitOf } from './gitObjects.ts';
import type { Repository } from './repository.ts';
import { snapshotTree } from './snapshot.ts';

/** All that nobody but the user may change, in a form that can be compared and kept as JSON. */
export interface RepositoryState {
  /** The branch that is checked out, or empty. */
  readonly branch: string;
  /** The commit that is checked out, or empty. */
  readonly head: string;
  /** Object names by ref, without ours. The stash is one of them. */
  readonly refs: Readonly<Record<string, string>>;
  /** A hash of its entries and their flags; not of the times in it, which any `git status` renews. */
  readonly index: string;
  /** A hash of the shared configuration. */
  readonly configuration: string;
  /** What the working tree holds; empty when it was not asked for. */
  readonly tree: string;
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function entriesOfIndex({ git }: Repository): Promise<string> {
  return hash((await git.run(['ls-files', '-z', '--stage', '-v'])).bytes);
}

type RefState = Pick<RepositoryState, 'branch' | 'head' | 'refs'>;

/** Without a commit on the branch, or without a branch, no ref is marked as checked out. */
async function readHead({ git }: Repository): Promise<Pick<RefState, 'branch' | 'head'>> {
  const branch = await git.run(['symbolic-ref', '--quiet', 'HEAD'], { allow: [1] });
  return { branch: branch.text, head: (await commitOf(git, 'HEAD')) ?? '' };
}

async function readRefs(repository: Repository): Promise<RefState> {
  const format = '--format=%(HEAD) %(refname) %(objectname)';
  const text = await repository.git.text(['for-each-ref', format]);
  const lines = text.split('\n').filter((line) => line !== '');
  const all = lines.map((line) => {
    const [mark, [name = '', commit = '']] = [line.slice(0, 1), line.slice(2).split(' ')];
    return { isHead: mark === '*', name, commit };
  });
  const foreign = all.filter(({ name }) => !name.startsWith('refs/swarm/'));
  const refs = Object.fromEntries(foreign.map(({ name, commit }) => [name, commit]));
  const head = all.find(({ isHead }) => isHead);
  if (head === undefined) return { ...(await readHead(repository)), refs };
  return { branch: head.name, head: head.commit, refs };
}

/** @param options `withFiles`: also what is in the working tree. */
export async function readState(
  repository: Repository,
  options: { readonly withFiles?: boolean } = {},
): Promise<RepositoryState> {
  const [refState, index, configuration, tree] = await Promise.all([
    readRefs(repository),
    entriesOfIndex(repository),
    readFile(join(repository.commonDirectory, 'config')),
    options.withFiles ? snapshotTree(repository) : '',
  ]);
  return { ...refState, index, configuration: hash(configuration), tree };
}

function compareRefs(before: RepositoryState, after: RepositoryState): string[] {
  const names = new Set([...Object.keys(before.refs), ...Object.keys(after.refs)]);
  return [...names].toSorted().flatMap((name) => {
    const [old, now] = [before.refs[name], after.refs[name]];
    if (old === now) return [];
    if (old === undefined) return [`${name} is new, at ${now?.slice(0, 10)}`];
    if (now === undefined) return [`${name} is gone, it was at ${old.slice(0, 10)}`];
    return [`${name} moved from ${old.slice(0, 10)} to ${now.slice(0, 10)}`];
  });
}

/** @returns what is not as it was, one line each, for a person; none when all is. */
export function compareStates(before: RepositoryState, after: RepositoryState): string[] {
  const lines = compareRefs(before, after);
  if (before.branch !== after.branch) {
    const name = (branch: string): string => branch || 'no branch';
    lines.push(`HEAD is on ${name(after.branch)}, it was on ${name(before.branch)}`);
  }
  if (before.head !== after.head) {
    const name = (commit: string): string => commit.slice(0, 10) || 'no commit';
    lines.push(`HEAD is at ${name(after.head)}, it was at ${name(before.head)}`);
  }
  if (before.index !== after.index) lines.push('the index was changed');
  if (before.configuration !== after.configuration) lines.push('the configuration was changed');
  const knowsFiles = before.tree !== '' && after.tree !== '';
  if (knowsFiles && before.tree !== after.tree)
    lines.push('files of the working tree were changed');
  return lines;
}
