import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Outcome, personDecisions, triedVerdicts } from '../agents/trackRecord/outcome.ts';
import { type TrackRecord, withOutcomes, withoutOld } from '../agents/trackRecord/trackRecord.ts';
import { readTextIfExists, writeFileAtomic } from '../base/atomicFile.ts';
import { type Clock, systemClock } from '../base/clock.ts';
import { withLock } from '../base/lockFile.ts';
import type { Logger } from '../base/logger.ts';
import { messageOf } from '../base/swarmError.ts';

/** Reading and writing a small file takes no time that anybody would notice. */
const lockTimeoutMs = 10_000;

const fileShape = z.object({
  version: z.literal(1),
  rules: z.array(
    z.object({
      agent: z.string(),
      rule: z.string(),
      tries: z.array(
        z.object({
          at: z.number(),
          verdict: z.enum(triedVerdicts),
          tokens: z.number(),
          cost: z.number().optional(),
        }),
      ),
      decisions: z.array(z.object({ at: z.number(), decision: z.enum(personDecisions) })),
    }),
  ),
});

/** How agents did in a repository, in a file of its git directory that all processes share. */
export class TrackRecordFile {
  readonly #path: string;
  readonly #log: Logger;
  readonly #now: Clock;
  #hasWarned = false;

  /** @param storageDirectory `<git directory>/swarm-autofix`. */
  constructor(storageDirectory: string, log: Logger, now: Clock = systemClock) {
    this.#path = join(storageDirectory, 'track-record.json');
    this.#log = log;
    this.#now = now;
  }

  /** What is not too old to count. A file that cannot be read is taken for an empty one. */
  async read(): Promise<TrackRecord> {
    try {
      const text = await readTextIfExists(this.#path);
      if (text === undefined) return [];
      return withoutOld(fileShape.parse(JSON.parse(text)).rules, this.#now());
    } catch {
      this.#warnOnce();
      return [];
    }
  }

  /** Keeps nobody from anything: what cannot be written down is only said in the log. */
  async add(outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    try {
      await this.#locked(async () => {
        const rules = withOutcomes(await this.read(), outcomes, this.#now());
        await writeFileAtomic(this.#path, JSON.stringify({ version: 1, rules }));
      });
    } catch (error) {
      this.#log.warn(`How agents did could not be written down: ${messageOf(error)}`);
    }
  }

  /**
   * Forgets all of it.
   * @throws {SwarmError} `locked` when somebody else holds the file for too long.
   */
  async clear(): Promise<void> {
    await this.#locked(() => rm(this.#path, { force: true }));
  }

  #locked<T>(work: () => Promise<T>): Promise<T> {
    const wait = { purpose: 'note how agents did', timeoutMs: lockTimeoutMs };
    return withLock(`${this.#path}.lock`, wait, work);
  }

  #warnOnce(): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#log.warn(`${this.#path} cannot be read; how agents did is noted anew from now on.`);
  }
}
