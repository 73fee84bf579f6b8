import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stretch, Watch } from '../probeRequests.ts';

/** So often the thread shows that it is free, in milliseconds. */
const beatMs = 1;

/** Shorter ones are not listed. */
const listedMs = 20;

function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Watches this thread: how long it is not free for anybody else. */
export class BlockedWatch {
  readonly #histogram = monitorEventLoopDelay({ resolution: beatMs });
  readonly #stretches: Stretch[] = [];
  readonly #start = performance.now();
  readonly #timer: NodeJS.Timeout;
  #last = this.#start;
  #lastWorked = workedMs();
  #longestWork = 0;

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#beat(), beatMs);
  }

  async end(): Promise<Watch> {
    // A stretch is known when it is over.
    await delay(3 * beatMs);
    clearInterval(this.#timer);
    this.#histogram.disable();
    const longest = this.#histogram.max / 1e6;
    return { longest, longestWork: this.#longestWork, stretches: this.#stretches };
  }

  #beat(): void {
    const [now, worked] = [performance.now(), workedMs()];
    const [milliseconds, cpuMilliseconds] = [now - this.#last, worked - this.#lastWorked];
    this.#longestWork = Math.max(this.#longestWork, cpuMilliseconds);
    if (milliseconds > listedMs) {
      this.#stretches.push({ at: this.#last - this.#start, milliseconds, cpuMilliseconds });
    }
    [this.#last, this.#lastWorked] = [now, worked];
  }
}
