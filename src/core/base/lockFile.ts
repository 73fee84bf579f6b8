import { randomUUID } from 'node:crypto';
import { link, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { makeFolder, readTextIfExists } from './atomicFile.ts';
import { type LockClock, systemLockClock } from './lockClock.ts';
import { isOfThisPlace, type LockHolder } from './lockHolder.ts';
import { identifyProcess, isSameProcess } from './processIdentity.ts';
import { processNamespace } from './processNamespace.ts';
import { SwarmError, systemCodeOf, throwIfCancelled } from './swarmError.ts';

const holderShape: z.ZodType<LockHolder> = z.object({
  pid: z.number(),
  startedAt: z.string(),
  host: z.string(),
  namespace: z.string().default(''),
  purpose: z.string(),
  since: z.string(),
  token: z.string().min(1),
});

/** So often a holder says that it is still there, to those who cannot look for its process. */
const heartbeatMs = 10_000;

/** So long it may be silent: a busy machine, or one that slept for a moment, is not a dead one. */
const silenceMs = 60_000;

export interface HeldLock {
  release(): Promise<void>;
}

function describeSelf(purpose: string): LockHolder {
  const since = new Date().toISOString();
  const place = { host: hostname(), namespace: processNamespace() };
  return { ...identifyProcess(process.pid), ...place, purpose, since, token: randomUUID() };
}

/** Stands for whoever left a file that nobody can read, as a power cut does: nobody who lives. */
const nobody: LockHolder = {
  pid: 0,
  startedAt: '',
  host: '',
  namespace: '',
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

/** Undefined when it is not there any more. */
async function lastTouched(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A process that cannot be looked for has left its lock when it has not touched it for long. */
async function isStale(path: string, holder: LockHolder, clock: LockClock): Promise<boolean> {
  if (holder === nobody) return true;
  if (isOfThisPlace(holder)) return !isSameProcess(holder);
  const touched = await lastTouched(path);
  return touched !== undefined && clock.now() - touched > silenceMs;
}

/**
 * Who holds the lock and lives. A process of another machine or container is taken to live until it
 * has been silent for a minute.
 */
export async function readLiveHolder(
  path: string,
  clock = systemLockClock,
): Promise<LockHolder | undefined> {
  const holder = await readHolder(path);
  return holder === undefined || (await isStale(path, holder, clock)) ? undefined : holder;
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
async function removeStale(
  path: string,
  stale: LockHolder,
  clock: LockClock,
): Promise<LockHolder | undefined> {
  const right = await tryLock(`${path}.${stale.token}.stale`, 'remove a stale lock', clock);
  if (!isHeld(right)) return right;
  try {
    const current = await readHolder(path);
    if (current?.token !== stale.token) return undefined;
    // One that was silent for long may have said something since.
    if (await isStale(path, current, clock)) await rm(path, { force: true });
    return undefined;
  } finally {
    await right.release();
  }
}

async function release(path: string, holder: LockHolder): Promise<void> {
  const current = await readHolder(path);
  if (current?.token === holder.token) await rm(path, { force: true });
}

/** Says again that the holder is there. A lock that somebody else has by now is left alone. */
async function touch(path: string, holder: LockHolder, clock: LockClock): Promise<void> {
  const now = new Date(clock.now());
  try {
    const current = await readHolder(path);
    if (current?.token === holder.token) await utimes(path, now, now);
  } catch {
    // The next time may do; and whoever works with what is locked here has the same trouble.
  }
}

function hold(path: string, holder: LockHolder, clock: LockClock): HeldLock {
  const stop = clock.every(heartbeatMs, () => touch(path, holder, clock));
  return {
    async release() {
      stop();
      await release(path, holder);
    },
  };
}

/**
 * Takes the lock if nobody who lives has it.
 * @returns the lock, or who has it.
 */
export async function tryLock(
  path: string,
  purpose: string,
  clock = systemLockClock,
): Promise<HeldLock | LockHolder> {
  await makeFolder(dirname(path));
  const self = describeSelf(purpose);
  for (;;) {
    if (await tryCreate(path, self)) return hold(path, self, clock);
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (!(await isStale(path, holder, clock))) return holder;
    const other = await removeStale(path, holder, clock);
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
