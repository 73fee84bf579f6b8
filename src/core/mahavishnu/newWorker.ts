import * as z from 'zod';
import { SwarmError } from '../base/swarmError.ts';
import { plainWords } from './toolAnswer.ts';
import type { ToolCatalog } from './toolCatalog.ts';
import { spawnedWorkers } from './workerTools.ts';

/** What `worker_spawn` has made of one wish for one worker. */
export interface NewWorker {
  readonly id: string;
  /** Named along with it without having been asked for: whose they are, nobody knows. */
  readonly others: readonly string[];
}

export interface SpawnRequest {
  readonly workerType: string;
  readonly catalog: ToolCatalog;
  /** Calls a tool of the server. */
  readonly call: (tool: string, inputs: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

const listedShape = z.array(z.unknown());
const entryShape = z.union([
  z.string(),
  z.looseObject({ worker_id: z.string() }).transform(({ worker_id: id }) => id),
]);

/** Those that are there, as far as the server tells. */
async function workersOf({ catalog, call }: SpawnRequest): Promise<ReadonlySet<string>> {
  if (!catalog.offers('worker_list')) return new Set();
  const listed = listedShape.safeParse(await call('worker_list', {})).data ?? [];
  return new Set(listed.flatMap((entry) => entryShape.safeParse(entry).data ?? []));
}

/**
 * Has a server make one worker.
 * @throws {SwarmError} `unavailable` when it names none, or one that it had before: what is closed later
 * must be ours.
 */
export async function newWorker(request: SpawnRequest): Promise<NewWorker> {
  const before = await workersOf(request);
  const answer = await request.call('worker_spawn', {
    worker_type: request.workerType,
    count: 1,
  });
  const [id, ...others] = spawnedWorkers(answer);
  if (id === undefined) {
    const words = plainWords(JSON.stringify(answer) ?? '');
    throw new SwarmError('unavailable', `worker_spawn has given no worker: ${words}`);
  }
  if (before.has(id)) {
    throw new SwarmError('unavailable', `worker_spawn has given ${id}, which was there before`);
  }
  return { id, others };
}

/** For the log. */
export function describeOthers({ id, others }: NewWorker): string {
  const words = 'and has named others, which are left alone';
  return `One worker was asked for: the server has given ${id}, ${words}: ${plainWords(others.join(', '))}.`;
}
