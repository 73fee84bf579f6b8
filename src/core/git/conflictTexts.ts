import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkedOutFile } from './checkedOutFile.ts';
import type { GitCommand } from './gitCommand.ts';
import type { Repository } from './repository.ts';
import { temporaryName } from './temporaryIndex.ts';
import type { ThreeTrees } from './threeWayMerge.ts';
import { entryAt, isPlainFile } from './treeLookup.ts';

/**
 * One file on the sides of a merge, as a checkout writes it; undefined where there is no such file. A
 * link is where it leads to.
 */
export interface ThreeTexts {
  readonly base: Buffer | undefined;
  readonly ours: Buffer | undefined;
  readonly theirs: Buffer | undefined;
  /**
   * All that fits together, and both versions with marks around them where it does not. Undefined
   * when a side has no such file, or when it is not text.
   */
  readonly merged: Buffer | undefined;
  /** True when a side has a link or a submodule there, which has no lines to merge. */
  readonly isLink: boolean;
}

type Sides = Pick<ThreeTexts, 'base' | 'ours' | 'theirs'>;

/** What `merge-file` ends with when it cannot do its work; less is how many conflicts there are. */
const notText = 255;
const answers = Array.from({ length: notText }, (_one, index) => index + 1);

const labels = ['yours', 'before', 'fix'].flatMap((label) => ['-L', label]);

async function isLinkOn(git: GitCommand, tree: string, path: string): Promise<boolean> {
  const entry = await entryAt(git, tree, path);
  return entry !== undefined && !isPlainFile(entry);
}

async function mergeTexts(
  { git, storageDirectory }: Repository,
  sides: Sides,
): Promise<Buffer | undefined> {
  const { base = Buffer.alloc(0), ours, theirs } = sides;
  if (ours === undefined || theirs === undefined) return undefined;
  const folder = join(storageDirectory, temporaryName('conflict'));
  await mkdir(folder, { recursive: true });
  try {
    const files = { ours, base, theirs };
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
    const names = Object.keys(files).map((name) => join(folder, name));
    const answer = await git.run(['merge-file', '--stdout', '--quiet', ...labels, ...names], {
      allow: answers,
    });
    return answer.exitCode === notText ? undefined : answer.bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a person needs who brings two versions of a file together by hand. */
export async function conflictTexts(
  repository: Repository,
  trees: ThreeTrees,
  path: string,
): Promise<ThreeTexts> {
  const { git } = repository;
  const base = await checkedOutFile(git, trees.base, path);
  const ours = await checkedOutFile(git, trees.ours, path);
  const theirs = await checkedOutFile(git, trees.theirs, path);
  const sides = { base, ours, theirs };
  let isLink = false;
  for (const tree of Object.values(trees)) isLink ||= await isLinkOn(git, tree, path);
  return { ...sides, isLink, merged: isLink ? undefined : await mergeTexts(repository, sides) };
}
