import { messageOf } from '../core/base/swarmError.ts';
import type { RunPlan } from '../core/repeatRun.ts';
import type { FinishedRun } from '../core/runFixes.ts';
import type { Swarm } from '../core/swarm.ts';

/** A run of this very process. */
export interface BackgroundRun {
  /** Its name. @throws {SwarmError} whatever keeps it from starting. */
  readonly runId: Promise<string>;
  /** @throws {SwarmError} whatever has ended it before its time. */
  readonly finished: Promise<FinishedRun>;
  /** Asks it to stop; what has finished is kept. */
  stop(): void;
}

/** The runs that this process has started. They go on when nobody waits for them. */
export class BackgroundRuns {
  readonly #going = new Set<BackgroundRun>();
  readonly #failures = new Map<string, string>();
  readonly #named = new Map<string, BackgroundRun>();

  start(swarm: Swarm, plan: RunPlan): BackgroundRun {
    const controller = new AbortController();
    let tellName: (runId: string) => void = () => undefined;
    const named = new Promise<string>((resolve) => {
      tellName = resolve;
    });
    const finished = swarm.run({
      ...plan,
      listener: () => undefined,
      signal: controller.signal,
      onStart: (control) => tellName(control.runId),
    });
    const runId = Promise.race([named, finished.then(({ report }) => report.runId)]);
    const run = { runId, finished, stop: () => controller.abort() };
    this.#going.add(run);
    void this.#follow(run);
    return run;
  }

  /** The run of that name, as long as it goes on in this process. */
  find(runId: string): BackgroundRun | undefined {
    return this.#named.get(runId);
  }

  /** What has ended a run before its time, in one line; undefined when nothing has. */
  failureOf(runId: string): string | undefined {
    return this.#failures.get(runId);
  }

  /** Asks all of them to stop, and waits until they have. */
  async stopAll(): Promise<void> {
    const going = [...this.#going];
    for (const run of going) run.stop();
    await Promise.allSettled(going.map(({ finished }) => finished));
  }

  /** Whoever waits for the run hears of its failure, too; here nobody does. */
  async #follow(run: BackgroundRun): Promise<void> {
    let name: string | undefined;
    try {
      name = await run.runId;
      this.#named.set(name, run);
      await run.finished;
    } catch (error) {
      if (name !== undefined) this.#failures.set(name, messageOf(error));
    } finally {
      this.#going.delete(run);
      if (name !== undefined) this.#named.delete(name);
    }
  }
}
