import * as z from 'zod';
import type { ToolNeeds } from './toolCatalog.ts';

/** What is needed of the worker tools: a worker, words typed into it, and its end. */
export const workerNeeds: ToolNeeds = {
  worker_spawn: ['worker_type', 'count'],
  worker_execute: ['worker_id', 'prompt', 'timeout'],
  worker_close: ['worker_id'],
};

/** No server makes more of them at once. */
const mostWorkers = 50;

/** Names are kept in journals and shown: a word, and not a long one. */
const idShape = z.string().regex(/^[^\s\p{C}]{1,200}$/u);

/** A list, or an object with one, as releases had it. */
const spawnedShape = z.union([
  z.array(z.unknown()),
  z.looseObject({ worker_ids: z.array(z.unknown()) }).transform(({ worker_ids: ids }) => ids),
]);

/** The ids of the workers that `worker_spawn` has made, as it answers; none when it names none. */
export function spawnedWorkers(answer: unknown): readonly string[] {
  const listed = spawnedShape.safeParse(answer).data ?? [];
  const ids = listed.slice(0, mostWorkers).flatMap((entry) => idShape.safeParse(entry).data ?? []);
  return [...new Set(ids)];
}
