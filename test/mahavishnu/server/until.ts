import { setTimeout as pause } from 'node:timers/promises';

const lookMs = 20;
const patienceMs = 120_000;

/**
 * Waits for something that other processes do, and of which nobody tells.
 * @param look undefined as long as it has not come about.
 * @throws when it does not come about.
 */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> {
  for (const begun = performance.now(); performance.now() - begun < patienceMs; ) {
    const value = await look();
    if (value !== undefined) return value;
    await pause(lookMs);
  }
  throw new Error(`In vain for ${patienceMs / 1000} s: ${what}`);
}
