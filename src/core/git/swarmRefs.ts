import { SwarmError } from '../base/swarmError.ts';
import type { GitCommand } from './gitCommand.ts';

const namespace = 'refs/swarm/';
const mergesNamespace = `${namespace}undo/`;

export interface SwarmRef {
  /** The full name, such as `refs/swarm/r1/t03`. */
  readonly name: string;
  readonly commit: string;
}

/** `git check-ref-format` allows more; this is what is safe in a path and a URL, too. */
function checked(kind: string, name: string, reserved: string): string {
  const isPlain = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name);
  if (isPlain && !name.includes('..') && !/\.(lock)?$/.test(name) && name !== reserved) return name;
  throw new SwarmError('usage', `"${name}" cannot be the name of a ${kind}.`);
}

function runNamespace(runId: string): string {
  return `${namespace}${checked('run', runId, 'undo')}/`;
}

/** The snapshot that a run starts from. */
export function baseRef(runId: string): string {
  return `${runNamespace(runId)}base`;
}

/** The commit of a task, or of a part of one. */
export function taskRef(runId: string, taskId: string): string {
  return `${runNamespace(runId)}${checked('task', taskId, 'base')}`;
}

/** What is needed to take a merge back. */
export function mergeRef(mergeId: string): string {
  return `${mergesNamespace}${checked('merge', mergeId, '')}`;
}

/** The name of the merge that a ref from {@link mergeRef} is about. */
export function mergeIdOf(ref: string): string {
  return ref.slice(mergesNamespace.length);
}

/**
 * Points a ref to a commit, at once or not at all.
 * @param expected where it must point now; null: it must not be there; undefined: anything goes.
 * @throws {SwarmError} `git` when it does not.
 */
export async function updateRef(
  git: GitCommand,
  ref: string,
  commit: string,
  expected?: string | null,
): Promise<void> {
  const old = expected === undefined ? [] : [expected ?? ''];
  await git.run(['update-ref', '--no-deref', ref, commit, ...old]);
}

/** @param expected where it must point now. */
export async function deleteRef(git: GitCommand, ref: string, expected: string): Promise<void> {
  await git.run(['update-ref', '--no-deref', '-d', ref, expected]);
}

async function refsBelow(git: GitCommand, prefix: string): Promise<SwarmRef[]> {
  const text = await git.text(['for-each-ref', '--format=%(objectname) %(refname)', prefix]);
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const space = line.indexOf(' ');
    return { commit: line.slice(0, space), name: line.slice(space + 1) };
  });
}

/** The refs of one run: its base and its tasks. */
export function listRunRefs(git: GitCommand, runId: string): Promise<SwarmRef[]> {
  return refsBelow(git, runNamespace(runId));
}

/** Names of the runs that have refs. */
export async function listRuns(git: GitCommand): Promise<string[]> {
  const refs = await refsBelow(git, namespace);
  const runs = refs.map(({ name }) => name.slice(namespace.length).split('/')[0] ?? '');
  return [...new Set(runs)].filter((run) => run !== 'undo');
}

/** Forgets a run's base and tasks, all at once or none. */
export async function deleteRunRefs(git: GitCommand, runId: string): Promise<void> {
  const refs = await listRunRefs(git, runId);
  const input = refs.map(({ name, commit }) => `delete ${name}\0${commit}\0`).join('');
  if (refs.length > 0) await git.run(['update-ref', '--no-deref', '-z', '--stdin'], { input });
}
