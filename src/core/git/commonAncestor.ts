import { SwarmError } from '../base/swarmError.ts';
import type { GitCommand } from './gitCommand.ts';
import { commitOf } from './gitObjects.ts';

/** @returns undefined for what is not the name of one commit, in whatever way people name them. */
async function resolve(git: GitCommand, revision: string): Promise<string | undefined> {
  const args = ['rev-parse', '--quiet', '--verify', '--end-of-options', revision];
  const { exitCode, text } = await git.run(args, { allow: [1, 128] });
  const isName = exitCode === 0 && /^[0-9a-f]{40,64}$/.test(text);
  return isName ? commitOf(git, text) : undefined;
}

/**
 * Where the work at hand has left another line of commits.
 * @param revision what people call a commit, such as `origin/main`.
 * @returns the full name of a commit.
 * @throws {SwarmError} `usage` when there is no such revision, or nothing that both come from.
 */
export async function commonAncestor(git: GitCommand, revision: string): Promise<string> {
  const other = await resolve(git, revision);
  const head = await commitOf(git, 'HEAD');
  if (other === undefined || head === undefined) {
    const what = other === undefined ? revision : 'HEAD';
    throw new SwarmError(
      'usage',
      `There is no commit "${what}" here; name one, or fetch it first.`,
    );
  }
  const { exitCode, text } = await git.run(['merge-base', other, head], { allow: [1] });
  if (exitCode === 0) return text;
  const advice = 'fetch more of their history first (a shallow clone has not all of it)';
  throw new SwarmError('usage', `HEAD and ${revision} have no commit in common here; ${advice}.`);
}
