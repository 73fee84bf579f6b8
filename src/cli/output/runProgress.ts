import type { JournalEvent } from '../../core/manager/journalEvent.ts';
import type { SwarmEvent } from '../../core/manager/swarmEvent.ts';
import type { RunnerEvent } from '../../core/protocol/taskFile.ts';

export interface WorkerLine {
  readonly workerId: string;
  readonly taskId: string;
  readonly file: string;
  readonly doing: string;
  readonly since: number;
}

/** What there is to show of a run, kept up to date from its events. */
export class RunProgress {
  readonly workers = new Map<string, WorkerLine>();
  readonly #files = new Map<string, string>();
  phase = '';
  total = 0;
  done = 0;
  fixed = 0;
  readonly #now: () => number;
  #roundStartedAt = 0;
  #doneBefore = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(event: SwarmEvent): void {
    if (event.type === 'phase') this.phase = event.text;
    else if (event.type === 'journal') this.#onJournal(event.event);
    else if (event.type === 'runner') this.#onRunner(event.orderId, event.event);
  }

  /** Seconds left in this round, as far as can be told from the tasks that are done. */
  secondsLeft(): number | undefined {
    const done = this.done - this.#doneBefore;
    if (done < 3) return undefined;
    const spent = (this.#now() - this.#roundStartedAt) / 1000;
    return (spent / done) * (this.total - this.done);
  }

  #onJournal(event: JournalEvent): void {
    if (event.event === 'planned') {
      this.total += event.tasks.length;
      this.#roundStartedAt = this.#now();
      this.#doneBefore = this.done;
      for (const task of event.tasks) this.#files.set(task.taskId, nameFiles(task.filePaths));
    }
    if (event.event === 'settled') {
      this.#finish(event.taskId);
      for (const part of event.parts) this.fixed += part.result.fixesApplied;
    }
    if (event.event !== 'task') return;
    const { taskId, change, workerId } = event;
    if (change === 'started' && workerId !== undefined) this.#start(workerId, taskId);
    if (change === 'failed' || change === 'cancelled') this.#finish(taskId);
    if (change === 'lost') this.#leave(taskId);
  }

  #start(workerId: string, taskId: string): void {
    const file = this.#files.get(taskId) ?? '';
    this.workers.set(workerId, { workerId, taskId, file, doing: 'preparing', since: this.#now() });
  }

  #finish(taskId: string): void {
    this.done += 1;
    this.#leave(taskId);
  }

  #leave(taskId: string): void {
    for (const [workerId, line] of this.workers) {
      if (line.taskId === taskId) this.workers.delete(workerId);
    }
  }

  #onRunner(orderId: string, event: RunnerEvent): void {
    const line = [...this.workers.values()].find((entry) => entry.taskId === orderId);
    const doing = wordsFor(event);
    if (line !== undefined && doing !== undefined) {
      this.workers.set(line.workerId, { ...line, doing });
    }
  }
}

function nameFiles(files: readonly string[]): string {
  const [first = ''] = files;
  return files.length > 1 ? `${first} and ${files.length - 1} more` : first;
}

function wordsFor(event: RunnerEvent): string | undefined {
  if (event.event === 'agent') return `${event.agent}, ${event.remaining} left`;
  const isState = event.event === 'preparing' || event.event === 'checking';
  return isState || event.event === 'verifying' ? event.event : undefined;
}
