import { existsSync, lstatSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { count } from './base/count.ts';
import { SwarmError } from './base/swarmError.ts';
import { changedFiles, patchBetween } from './git/diff.ts';
import { commitOf, commitTree, treeOf } from './git/gitObjects.ts';
import type { Repository } from './git/repository.ts';
import { updateRef } from './git/swarmRefs.ts';
import { mergeTrees } from './git/threeWayMerge.ts';
import { assemble, type CheckCommit, type TaskConflict } from './manager/assembly.ts';
import type { MergeRequest } from './manager/mergeRequest.ts';
import type { CheckedCommit, DoubtedCandidate } from './manager/verifiedTrain.ts';

/** Where verified fixes go in place of the working tree, which nobody touches then. */
export type Delivery =
  | { readonly kind: 'branch'; readonly name: string }
  /** An absolute path. */
  | { readonly kind: 'patch'; readonly path: string };

/** What was delivered. */
export interface Delivered {
  readonly delivery: Delivery;
  /** Of the branch; empty for a patch, and when there was nothing to deliver. */
  readonly commit: string;
  /** The tasks whose fixes are in it. */
  readonly tasks: readonly string[];
  readonly files: readonly string[];
  readonly conflicted: readonly TaskConflict[];
  readonly doubted: readonly DoubtedCandidate[];
}

function refuse(words: string): never {
  throw new SwarmError('usage', words);
}

/**
 * Looks whether a delivery is possible, before anybody works for it.
 * @throws {SwarmError} `usage` when the branch or the file is there already, or cannot be.
 */
export async function requireDeliverable({ git }: Repository, delivery: Delivery): Promise<void> {
  if (delivery.kind === 'patch') return requireNewFile(delivery.path);
  const { name } = delivery;
  const format = ['check-ref-format', '--branch', name];
  const isName = (await git.run(format, { allow: [1, 128] })).exitCode === 0;
  if (!isName || name.startsWith('-')) refuse(`"${name}" is no name for a branch.`);
  if ((await commitOf(git, `refs/heads/${name}`)) === undefined) return;
  refuse(`There is a branch ${name} already; name another one: --output branch:NAME.`);
}

async function requireNewFile(path: string): Promise<void> {
  // A link counts, wherever it leads.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
    refuse(`There is a file ${path} already; name another one.`);
  }
  if (existsSync(dirname(path))) return;
  refuse(`There is no folder ${dirname(path)} for the patch; make it first.`);
}

/** The tree of the fixes on top of HEAD: what is not committed yet is nobody's to publish. */
async function treeOnHead(
  { git }: Repository,
  base: string,
  tree: string,
  head: string | undefined,
): Promise<string> {
  if (head === undefined || (await treeOf(git, head)) === (await treeOf(git, base))) return tree;
  const merged = await mergeTrees(git, { base, ours: head, theirs: tree });
  if (merged.clean) return merged.tree;
  const where = merged.conflicts.join(', ');
  const advice = 'commit those first, or use --output patch';
  throw new SwarmError(
    'conflict',
    `The fixes are about edits without a commit (${where}): ${advice}.`,
  );
}

async function writeBranch(
  repository: Repository,
  name: string,
  { base, tree, message }: { base: string; tree: string; message: string },
): Promise<string> {
  const { git } = repository;
  const head = await commitOf(git, 'HEAD');
  const parents = head === undefined ? [] : [head];
  const whole = await treeOnHead(repository, base, tree, head);
  const commit = await commitTree(git, { tree: whole, parents, message });
  await updateRef(git, `refs/heads/${name}`, commit, null);
  return commit;
}

function messageFor(tasks: readonly MergeRequest[]): string {
  const lines = tasks.map(({ task: { task } }) => `- ${task.reason}`);
  const fixed = tasks.reduce((sum, { task }) => sum + (task.result?.fixesApplied ?? 0), 0);
  return [`Fix ${count(fixed, 'problem')}`, '', ...lines].join('\n');
}

/**
 * Puts verified fixes on a branch or into a patch, checked together, and leaves the working tree, the
 * index and HEAD as they are.
 * @param start the snapshot that the fixes were made on.
 * @throws {SwarmError} `checker` when the check cannot be made, `conflict` when the fixes need edits that
 * HEAD does not have; then nothing is written.
 */
export async function deliverFixes(
  repository: Repository,
  requests: readonly MergeRequest[],
  start: CheckedCommit,
  { delivery, check }: { readonly delivery: Delivery; readonly check: CheckCommit },
): Promise<Delivered> {
  if (requests.length === 0) {
    return { delivery, commit: '', tasks: [], files: [], conflicted: [], doubted: [] };
  }
  const { good, tree, conflicted, doubted } = await assemble(repository, requests, start, check);
  const tasks = good.map(({ task }) => task.task.taskId);
  const rest = { delivery, tasks, conflicted, doubted };
  const { git } = repository;
  const { commit: base } = start;
  const files = (await changedFiles(git, base, tree)).map(({ path }) => path);
  if (files.length === 0) return { ...rest, commit: '', files };
  if (delivery.kind === 'branch') {
    const message = messageFor(good);
    const commit = await writeBranch(repository, delivery.name, { base, tree, message });
    return { ...rest, commit, files };
  }
  await writeFile(delivery.path, await patchBetween(git, base, tree), { flag: 'wx' });
  return { ...rest, commit: '', files };
}
