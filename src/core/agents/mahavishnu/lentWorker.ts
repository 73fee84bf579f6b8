import { messageOf, throwIfCancelled } from '../../base/swarmError.ts';
import { describeOthers } from '../../mahavishnu/newWorker.ts';
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
  const { workers, workerType, note, patience, signal, log } = request;
  // Not to be cancelled: nobody could close a worker whose name has not arrived.
  const worker = await workers.spawn(workerType, { timeoutMs: patience.answerMs });
  const { id, others } = worker;
  note(id, 'opened');
  try {
    if (others.length > 0) log(describeOthers(worker));
    throwIfCancelled(signal);
    return await use(id);
  } finally {
    await close(id, request);
  }
}
