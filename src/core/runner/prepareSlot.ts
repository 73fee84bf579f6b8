import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '../base/atomicFile.ts';
import { SwarmError } from '../base/swarmError.ts';
import { isUnwatched } from '../git/dependencyWatch.ts';
import { shareFolders } from '../git/sharedFolders.ts';
import type { WorktreeSlot } from '../git/worktreeSlot.ts';
import { besideSlot } from '../git/worktreeSlots.ts';
import type { JobContext } from './jobContext.ts';

/**
 * Sets the slot to the commit that the job starts from, with the folders that checks need.
 * @throws {SwarmError} `configuration` when the set-up command fails.
 */
export async function prepareSlot(context: JobContext): Promise<WorktreeSlot> {
  const { file, repository, slots, benches, signal } = context;
  context.emit({ event: 'preparing' });
  // Neither the packages in it can be relied on, nor what the checkers remember of them.
  if (await isUnwatched(file.slot)) {
    await benches.dispose();
    await slots.remove(file.slot, signal);
  }
  const slot = await slots.claim(file.slot, file.base, signal);
  await shareFolders(repository, slot, signal);
  if (file.setupCommand !== '') await setUpOnce(context, slot);
  return slot;
}

/** Of what a set-up command prints, so much is kept from its beginning and its end. */
const keepBytes = 32 * 1024;

/** A worktree that was made anew has another `.git` file: then the command is run again. */
async function setUpOnce(context: JobContext, slot: WorktreeSlot): Promise<void> {
  const notePath = besideSlot(slot.path, 'setup.json');
  const { ino, birthtimeMs } = await lstat(join(slot.path, '.git'));
  const note = JSON.stringify({ ino, birthtimeMs, command: context.file.setupCommand });
  if ((await readTextIfExists(notePath)) === note) return;
  await runSetup(context, slot);
  await writeFileAtomic(notePath, note);
}

async function runSetup(context: JobContext, slot: WorktreeSlot): Promise<void> {
  const { file, run, signal, folder } = context;
  const result = await run({ command: file.setupCommand, cwd: slot.path, signal, keepBytes });
  folder.appendLog(`${result.stdout.toString()}${result.stderr}`);
  if (result.exitCode === 0) return;
  const words = `Set-up command "${file.setupCommand}" ended with exit code ${result.exitCode}`;
  throw new SwarmError('configuration', `${words}; its output is in ${folder.logPath}.`);
}
