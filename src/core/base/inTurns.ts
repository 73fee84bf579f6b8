import { setImmediate } from 'node:timers/promises';

/** So long a piece of work may keep everything else in this process waiting, in milliseconds. */
const stretchMs = 8;

/**
 * Does something with each item. When that takes a while, everything else in this process has its
 * turn in between: a host that is an editor must never stand still.
 */
export async function inTurns<Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<void> | void,
): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    await work(item);
    if (performance.now() - began < stretchMs) continue;
    await setImmediate();
    began = performance.now();
  }
}
