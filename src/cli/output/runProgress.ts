import { stripVTControlCharacters } from 'node:util';
import type { JournalEvent } from '../../core/manager/journalEvent.ts';
import type { SwarmEvent } from '../../core/manager/swarmEvent.ts';
import type { RunnerEvent } from '../../core/protocol/taskFile.ts';
import { duration } from './words.ts';

export interface WorkerLine {
  readonly workerId: string;
  readonly taskId: string;
  readonly file: string;
  readonly doing: string;
  readonly since: number;
  /** The last that its agent has said, in a line without colours; empty when that is over. */
  readonly said: string;
  /** Until when it waits because its agent was asked for patience; 0 when it does not. */
  readonly waitsUntil: number;
}

/** What a worker is at, in a few words. */
export function doingAt({ doing, waitsUntil }: WorkerLine, now: number): string {
  if (now >= waitsUntil) return doing;
  return `waits ${duration((waitsUntil - now) / 1000)} (asked for patience)`;
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
    if (change === 'lost' || change === 'requeued') this.#leave(taskId);
  }

  #start(workerId: string, taskId: string): void {
    const file = this.#files.get(taskId) ?? '';
    const since = this.#now();
    const nothing = { said: '', waitsUntil: 0 };
    this.workers.set(workerId, { workerId, taskId, file, doing: 'preparing', since, ...nothing });
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
    const change = changeBy(event, this.#now());
    if (line !== undefined && change !== undefined) {
      this.workers.set(line.workerId, { ...line, ...change });
    }
  }
}

function nameFiles(files: readonly string[]): string {
  const [first = ''] = files;
  return files.length > 1 ? `${first} and ${files.length - 1} more` : first;
}

/** What somebody else has said must not move the cursor. */
function plainLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}

function changeBy(event: RunnerEvent, now: number): Partial<WorkerLine> | undefined {
  const nothing = { said: '', waitsUntil: 0 };
  switch (event.event) {
    case 'agent':
      return { ...nothing, doing: `${event.agent}, ${event.remaining} left` };
    case 'preparing':
    case 'checking':
    case 'verifying':
      return { ...nothing, doing: event.event };
    case 'said':
      return { said: plainLine(event.text), waitsUntil: 0 };
    case 'limited':
      return { waitsUntil: now + event.seconds * 1000 };
    default:
      return undefined;
  }
}
