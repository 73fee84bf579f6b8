import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SwarmError } from '../base/swarmError.ts';
import type { GitCommand } from '../git/gitCommand.ts';
import { commitTree } from '../git/gitObjects.ts';

/**
 * A bundle is git's own file for commits on the way (`git help bundle`). Ours hold two: the files
 * that are meant, and a document about them, which is a commit with one file in it.
 */
const documentPath = 'swarm.json';

/** A document that is larger is not one of ours. */
const documentBytes = 4 * 1024 * 1024;

/** Every bundle begins with one of these lines. */
const firstLines = ['# v2 git bundle\n', '# v3 git bundle\n'] as const;

/** Objects of somebody else are looked at before they are taken, and large ones are not held in memory. */
const careful = ['fetch.fsckObjects=true', 'core.bigFileThreshold=1m', 'fetch.unpackLimit=1'];

/** @returns a commit without a parent, which holds only that document. */
export async function commitDocument(git: GitCommand, document: unknown): Promise<string> {
  const input = JSON.stringify(document);
  const blob = await git.text(['hash-object', '-w', '--stdin'], { input });
  const tree = await git.text(['mktree'], { input: `100644 blob ${blob}\t${documentPath}\n` });
  return commitTree(git, { tree, parents: [], message: documentPath });
}

export interface BundleOptions {
  /** A commit that whoever reads it has already. */
  readonly without?: string;
  readonly signal?: AbortSignal | undefined;
}

/** @param commits by the names of the branches that they get in the bundle. */
export async function writeBundle(
  git: GitCommand,
  commits: Readonly<Record<string, string>>,
  { without, signal }: BundleOptions = {},
): Promise<Buffer> {
  const refs = Object.entries(commits).map(([name, commit]) => [`refs/heads/${name}`, commit]);
  for (const [ref = '', commit = ''] of refs) await git.run(['update-ref', ref, commit]);
  const names = refs.map(([ref = '']) => ref);
  const excluded = without === undefined ? [] : [`^${without}`];
  const create = ['bundle', 'create', '--quiet', '-', ...names, ...excluded];
  const { bytes } = await git.run(create, { signal });
  return bytes;
}

/** What a login shell or a tool prints ahead of a bundle, on the way, is left out. */
function withoutPreamble(bytes: Buffer): Buffer {
  const start = firstLines.map((line) => bytes.indexOf(line)).find((index) => index > 0);
  return start === undefined ? bytes : bytes.subarray(start);
}

/**
 * Takes what a bundle holds into a repository.
 * @returns its commits by the names of their branches.
 * @throws {SwarmError} `input` when it is no bundle, or a broken one.
 */
export async function readBundle(
  git: GitCommand,
  bytes: Buffer,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const path = join(git.cwd, 'incoming.bundle');
  await writeFile(path, withoutPreamble(bytes));
  const options = careful.flatMap((option) => ['-c', option]);
  const fetch = [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--end-of-options',
    path,
  ];
  try {
    await git.run([...options, ...fetch, '+refs/heads/*:refs/heads/*'], { signal });
  } catch (error) {
    throw new SwarmError('input', 'it is not a bundle that git can read', error);
  } finally {
    await rm(path, { force: true });
  }
  const format = '--format=%(refname:lstrip=2) %(objectname)';
  const { text } = await git.run(['for-each-ref', format, 'refs/heads']);
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
}

/**
 * @param commit one that {@link commitDocument} has made, or says so.
 * @returns the document, of whatever shape.
 * @throws {SwarmError} `input` when there is none.
 */
export async function readDocument(git: GitCommand, commit: string | undefined): Promise<unknown> {
  const name = `${commit}:${documentPath}`;
  try {
    if (commit === undefined) throw new Error('no such branch');
    const size = Number(await git.text(['cat-file', '-s', name]));
    if (size > documentBytes) throw new Error(`${size} bytes`);
    return JSON.parse(await git.text(['cat-file', 'blob', name]));
  } catch (error) {
    throw new SwarmError('input', `it has no ${documentPath} that can be read`, error);
  }
}
