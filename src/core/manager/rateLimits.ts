import type { Logger } from '../base/logger.ts';
import type { ResultFile } from '../protocol/taskFile.ts';
import type { OrderQueue } from './orderQueue.ts';
import type { RunRecorder } from './runRecorder.ts';

/** A task is put back so often; after that it is settled with what it has. */
const timesAtMost = 3;

/** First and longest pause of a task that is put back. */
const pauseMs = { first: 2_000, longest: 60_000 };

export interface RateLimitsParts {
  readonly queue: OrderQueue;
  readonly recorder: RunRecorder;
  readonly log: Logger;
}

/** What a task had come to when its agent had no patience left, and how often that was so. */
interface Kept {
  readonly result: ResultFile;
  readonly times: number;
}

/** Says, where its issues are that nothing could mend, that a service was asked for too much. */
function withWords({ result, times }: Kept): ResultFile {
  const often = times === 1 ? 'once' : `${times} times`;
  const words = `the service of its agent has asked for patience ${often}; try again later`;
  const { parts } = result;
  if (parts.length === 0) return { ...result, error: words };
  const rest = parts.findIndex(({ kind }) => kind === 'remains');
  const told = rest < 0 ? parts.length - 1 : rest;
  return {
    ...result,
    parts: parts.map((part, index) =>
      index === told
        ? { ...part, result: { ...part.result, errors: [...part.result.errors, words] } }
        : part,
    ),
  };
}

/** What is done when the services behind agents ask for patience: less at once, and later. */
export class RateLimits {
  readonly #parts: RateLimitsParts;
  /** Orders whose agent was asked for patience in this attempt. */
  readonly #asked = new Set<string>();
  readonly #kept = new Map<string, Kept>();
  /** It is the service that is short of time, not a task: the pause grows from one task to the next. */
  #pauseMs = pauseMs.first;

  constructor(parts: RateLimitsParts) {
    this.#parts = parts;
  }

  /** An agent waits because its service has asked for patience. */
  hear(orderId: string, agent: string): void {
    this.#asked.add(orderId);
    const now = this.#parts.queue.slowDown(orderId);
    if (now === undefined) return;
    this.#parts.log.info(`${agent} is asked for too much: ${now} at once from now on`);
  }

  /** An attempt has ended, and not for want of patience. */
  ended(orderId: string): void {
    if (this.#asked.delete(orderId)) return;
    this.#pauseMs = pauseMs.first;
    const now = this.#parts.queue.speedUp();
    if (now !== undefined) this.#parts.log.info(`${now} at once again`);
  }

  /** An attempt has ended for want of patience; what it has come to is kept. */
  keep(orderId: string, result: ResultFile): void {
    this.#asked.delete(orderId);
    const times = (this.#kept.get(orderId)?.times ?? 0) + 1;
    this.#kept.set(orderId, { result, times });
  }

  /**
   * Puts a task that was kept back, for later.
   * @returns false when that was done too often: it has to be settled.
   */
  async putOff(orderId: string, workerId: string): Promise<boolean> {
    if ((this.#kept.get(orderId)?.times ?? 0) > timesAtMost) return false;
    const ms = this.#pauseMs;
    this.#pauseMs = Math.min(2 * ms, pauseMs.longest);
    const { recorder, queue } = this.#parts;
    const reason = `the service of its agent asks for patience; again in ${ms / 1000} s`;
    const change = {
      event: 'task',
      taskId: orderId,
      change: 'requeued',
      workerId,
      reason,
    } as const;
    const written = recorder.append(change);
    // Not after that is written: somebody may call it off meanwhile.
    queue.putOff(orderId, ms);
    await written;
    return true;
  }

  /** The last that was kept of a task; undefined when nothing was. */
  keptOf(orderId: string): ResultFile | undefined {
    const kept = this.#kept.get(orderId);
    return kept === undefined ? undefined : withWords(kept);
  }
}
