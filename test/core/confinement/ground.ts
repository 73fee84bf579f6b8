import { match } from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProcessResult, runProcess } from '../../../src/core/base/runProcess.ts';
import { findSandbox } from '../../../src/core/confinement/findSandbox.ts';
import type { Sandbox, Territory } from '../../../src/core/confinement/sandbox.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

/** A project with a linked worktree, and room for what belongs to nobody's territory. */
export interface Ground {
  readonly repository: TemporaryRepository;
  readonly worktree: string;
  readonly territory: Territory;
  /** The program's own. */
  readonly state: string;
  /** The user's; a confined program sees it. */
  readonly outside: string;
  /** Runs a script of the shell in the worktree. */
  confined(script: string, changes?: Partial<Territory>): Promise<ProcessResult>;
}

let isSaid = false;

function sayOnce(reason: string): void {
  if (!isSaid) process.stdout.write(`\nNOT TESTED: bubblewrap: ${reason}\n`);
  isSaid = true;
}

/** What a machine may lack. Whatever else keeps bubblewrap from confining is a fault of ours. */
const lacks = /is not installed|is not allowed|is too old|has nothing to confine/;

/** Leaves the tests out, and says so, on a machine that has no bubblewrap or forbids it. */
export async function bubblewrapOrSkip(context: Mocha.Context): Promise<Sandbox> {
  const answer = await findSandbox();
  if (answer.sandbox?.name === 'bubblewrap') return answer.sandbox;
  const reason = answer.sandbox === undefined ? answer.reason : 'this system has another sandbox';
  if (answer.sandbox === undefined) match(reason, lacks);
  sayOnce(reason);
  return context.skip();
}

export async function layOutGround(sandbox: Sandbox): Promise<Ground> {
  const repository = await temporaryRepository({ 'src/a.ts': 'const a = 1;\n' });
  const beside = (name: string): string => join(repository.folder, name);
  const [worktree, state, outside] = [beside('cache/slot'), beside('state'), beside('outside')];
  for (const folder of [beside('cache'), state, outside]) await mkdir(folder);
  // As on a machine whose user has moved the cache elsewhere.
  await symlink('cache', beside('linked'));
  await repository.hand.raw(['worktree', 'add', '--quiet', '--detach', worktree]);
  const territory: Territory = {
    worktree,
    writable: [state, beside('nowhere')],
    readOnly: [join(worktree, '.git'), join(worktree, 'node_modules')],
    visible: [repository.root, outside, process.execPath],
  };
  return {
    repository,
    worktree,
    territory,
    state,
    outside,
    confined: async (script, changes = {}) => {
      const own = { ...territory, ...changes };
      const program = await sandbox.wrap({ command: 'sh', args: ['-c', script] }, own);
      return runProcess({ ...program, cwd: own.worktree });
    },
  };
}
