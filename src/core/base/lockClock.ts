import { type Clock, systemClock } from './clock.ts';

/** When a lock was last held, and when its holder says again that it is. */
export interface LockClock {
  readonly now: Clock;
  /** @returns what ends it. */
  readonly every: (ms: number, work: () => Promise<void>) => () => void;
}

export const systemLockClock: LockClock = {
  now: systemClock,
  every(ms, work) {
    // It never rejects; and no process shall live for it.
    const timer = setInterval(() => void work(), ms).unref();
    return () => clearInterval(timer);
  },
};
