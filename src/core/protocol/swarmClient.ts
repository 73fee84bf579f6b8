import type { ResultFile, RunnerEvent } from './taskFile.ts';

export type Backend = 'mahavishnu' | 'local';

export type SwarmMode = 'parallel' | 'sequential';

/** Whether a backend can run something now, and if not, why. */
export type Availability =
  | { readonly available: true; readonly detail: string }
  | {
      readonly available: false;
      readonly reason: string;
      /** Nobody has asked for it in particular: that it is not there is no news. */
      readonly isExpected?: boolean;
    };

/** How one attempt at a task ended. `lost`: the worker went away without leaving a result. */
export type TaskOutcome =
  | { readonly kind: 'finished'; readonly result: ResultFile }
  | {
      readonly kind: 'lost';
      readonly reason: string;
      /** Nobody came to begin it: that was no attempt. The backend fails right after. */
      readonly isUnbegun?: boolean;
    }
  | { readonly kind: 'cancelled' };

/** A task folder that is ready to be run. */
export interface TaskOrder {
  readonly orderId: string;
  /** Holds `task.json`; `result.json` appears there. */
  readonly directory: string;
  readonly timeoutSeconds: number;
  /** Fires when this order alone shall be stopped; it is settled as `cancelled` then. */
  readonly signal?: AbortSignal;
}

/** Hands out work, one order for each free worker. */
export interface TaskSource {
  /**
   * Settles with undefined when no more work will come.
   * @param away fires when nobody waits for work any more: then it settles with undefined, too.
   */
  take(workerId: string, away?: AbortSignal): Promise<TaskOrder | undefined>;
}

export interface TaskListener {
  event(orderId: string, event: RunnerEvent): void;
  /** Called exactly once for each order taken. */
  settled(orderId: string, workerId: string, outcome: TaskOutcome): Promise<void>;
}

/** Starts workers somewhere, and tells what became of the tasks they were given. */
export interface SwarmClient {
  readonly backend: Backend;
  readonly mode: SwarmMode;
  isAvailable(signal: AbortSignal): Promise<Availability>;
  /** Worker ids, such as `local-worker-1`. */
  spawnWorkers(count: number, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Works until the source is dry, the signal fires, or the backend fails. Every order that was
   * taken is settled before this settles; a backend that fails rejects after that.
   */
  executeBatch(source: TaskSource, listener: TaskListener, signal: AbortSignal): Promise<void>;
  /** Ends every worker that this client made, and whatever they started. */
  closeWorkers(): Promise<void>;
}
