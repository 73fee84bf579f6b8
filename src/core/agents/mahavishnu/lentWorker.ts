import { messageOf, throwIfCancelled } from '../../base/swarmError.ts';
import type { NativeWorkers } from './nativeWorkers.ts';
import type { WorkerPatience } from './workerPatience.ts';

export interface LendRequest {
  readonly workers: NativeWorkers;
  readonly workerType: string;
  /** Writes down that a worker is ours, or is gone. */
  readonly note: (id: string, state: 'opened' | 'closed') => void;
  readonly patience: WorkerPatience;
  readonly signal: AbortSignal;
  readonly log: (text: string) => void;
}

async function close(id: string, { workers, note, patience, log }: LendRequest): Promise<void> {
  try {
    await workers.close(id, { timeoutMs: patience.closeMs });
    note(id, 'closed');
  } catch (error) {
    log(`worker ${id} could not be closed: ${messageOf(error)}`);
  }
}

/**
 * Has a worker for the time that `use` takes; whatever happens, it is closed then. One that cannot be
 * closed stays noted as opened.
 * @throws {SwarmError} `unavailable` when there is none to have, `cancelled`; whatever `use` throws.
 */
export async function withLentWorker<Result>(
  request: LendRequest,
  use: (id: string) => Promise<Result>,
): Promise<Result> {
  const { workers, workerType, note, patience, signal } = request;
  // Not to be cancelled: nobody could close a worker whose name has not arrived.
  const ids = await workers.spawn(workerType, { timeoutMs: patience.answerMs });
  for (const id of ids) note(id, 'opened');
  try {
    throwIfCancelled(signal);
    return await use(ids[0]);
  } finally {
    await Promise.all(ids.map((id) => close(id, request)));
  }
}
