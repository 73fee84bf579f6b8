import { randomUUID } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { makeFolder, readTextIfExists } from './atomicFile.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from './processIdentity.ts';
import { SwarmError, systemCodeOf, throwIfCancelled } from './swarmError.ts';

/** Who holds a lock. */
export interface LockHolder extends ProcessIdentity {
  readonly host: string;
  readonly purpose: string;
  readonly since: string;
  readonly token: string;
}

const holderShape: z.ZodType<LockHolder> = z.object({
  pid: z.number(),
  startedAt: z.string(),
  host: z.string(),
  purpose: z.string(),
  since: z.string(),
  token: z.string().min(1),
});

export interface HeldLock {
  release(): Promise<void>;
}

function describeSelf(purpose: string): LockHolder {
  const since = new Date().toISOString();
  return { ...identifyProcess(process.pid), host: hostname(), purpose, since, token: randomUUID() };
}

/** Stands for whoever left a file that nobody can read, as a power cut does: nobody who lives. */
const nobody: LockHolder = {
  pid: 0,
  startedAt: '',
  host: '',
  purpose: 'unreadable',
  since: '',
  token: '',
};

/** Who holds the lock, alive or not; undefined when nobody does. */
export async function readHolder(path: string): Promise<LockHolder | undefined> {
  const text = await readTextIfExists(path);
  if (text === undefined) return undefined;
  try {
    return holderShape.parse(JSON.parse(text));
  } catch {
    return nobody;
  }
}

function isStale(holder: LockHolder): boolean {
  return holder === nobody || (holder.host === hostname() && !isSameProcess(holder));
}

/** Who holds the lock and lives; a process of another machine is taken to live. */
export async function readLiveHolder(path: string): Promise<LockHolder | undefined> {
  const holder = await readHolder(path);
  return holder === undefined || isStale(holder) ? undefined : holder;
}

// Linking a complete file into place is atomic: nobody ever reads a lock that is half written.
async function tryCreate(path: string, holder: LockHolder): Promise<boolean> {
  const temporary = `${path}.${holder.token}`;
  try {
    await writeFile(temporary, JSON.stringify(holder));
    await link(temporary, path);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Removes what a dead process has left. Two must not do that at once, or the second would remove the
 * lock that a third has just taken: so it needs a lock of its own, named after the stale one.
 * @returns who is at it already, if somebody is.
 */
async function removeStale(path: string, stale: LockHolder): Promise<LockHolder | undefined> {
  const right = await tryLock(`${path}.${stale.token}.stale`, 'remove a stale lock');
  if (!isHeld(right)) return right;
  try {
    const current = await readHolder(path);
    if (current?.token === stale.token) await rm(path, { force: true });
    return undefined;
  } finally {
    await right.release();
  }
}

async function release(path: string, holder: LockHolder): Promise<void> {
  const current = await readHolder(path);
  if (current?.token === holder.token) await rm(path, { force: true });
}

/**
 * Takes the lock if nobody who lives has it.
 * @returns the lock, or who has it.
 */
export async function tryLock(path: string, purpose: string): Promise<HeldLock | LockHolder> {
  await makeFolder(dirname(path));
  const self = describeSelf(purpose);
  for (;;) {
    if (await tryCreate(path, self)) return { release: () => release(path, self) };
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (!isStale(holder)) return holder;
    const other = await removeStale(path, holder);
    if (other !== undefined) return other;
  }
}

export function isHeld(lock: HeldLock | LockHolder): lock is HeldLock {
  return 'release' in lock;
}

export interface WaitForLock {
  readonly purpose: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for the lock, does the work, and gives the lock back whatever happens.
 * @throws {SwarmError} `locked` when it could not be had in time; it never goes on without it.
 */
export async function withLock<T>(
  path: string,
  wait: WaitForLock,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + wait.timeoutMs;
  for (;;) {
    throwIfCancelled(wait.signal);
    const lock = await tryLock(path, wait.purpose);
    if (isHeld(lock)) return work().finally(() => lock.release());
    if (Date.now() > deadline) {
      const holder = `process ${lock.pid} (${lock.purpose}, since ${lock.since})`;
      throw new SwarmError('locked', `${path} is held by ${holder}; wait for it, or end it.`);
    }
    await delay(5 + Math.random() * 20);
  }
}
