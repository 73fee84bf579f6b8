import { count } from '../core/base/count.ts';
import type { RunView } from '../core/manager/runView.ts';
import { isActive } from '../core/protocol/taskState.ts';

export interface Progress {
  readonly progress: number;
  readonly total: number;
  readonly message: string;
}

export function progressOf(view: RunView): Progress {
  const tasks = [...view.tasks.values()];
  const done = tasks.filter(({ state }) => !isActive(state)).length;
  const fixed = [...view.verdicts.values()].filter(({ verdict }) => verdict === 'fixed').length;
  const problems = count(view.issues.length, 'problem');
  const message = `${done} of ${count(tasks.length, 'task')} done, ${fixed} of ${problems} fixed`;
  return { progress: done, total: tasks.length, message };
}

/** Tells a client how a run goes, once there is something to tell; the number only ever grows. */
export class ProgressReport {
  readonly #send: (progress: Progress) => Promise<void>;
  #last = -1;

  constructor(send: (progress: Progress) => Promise<void>) {
    this.#send = send;
  }

  readonly follow = (view: RunView): void => {
    const progress = progressOf(view);
    if (progress.total === 0 || progress.progress <= this.#last) return;
    this.#last = progress.progress;
    // A client that has gone is noticed elsewhere.
    this.#send(progress).catch(() => undefined);
  };
}
