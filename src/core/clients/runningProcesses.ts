import { killTree } from '../base/killTree.ts';
import { isSameProcess, type ProcessIdentity } from '../base/processIdentity.ts';
import type { RunnerEvent } from '../protocol/taskFile.ts';

/** Remembers what a runner has started, to end it when the runner itself could not. */
export class RunningProcesses {
  readonly #alive = new Map<number, ProcessIdentity>();

  note(event: RunnerEvent): void {
    if (event.event !== 'process') return;
    if (event.alive) this.#alive.set(event.pid, { pid: event.pid, startedAt: event.startedAt });
    else this.#alive.delete(event.pid);
  }

  /** Ends all that still live, with everything that they started. */
  endAll(): void {
    for (const identity of this.#alive.values()) {
      if (isSameProcess(identity)) killTree(identity.pid);
    }
    this.#alive.clear();
  }
}
