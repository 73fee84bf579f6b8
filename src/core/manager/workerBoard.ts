import type { RunnerEvent } from '../protocol/taskFile.ts';
import type { SwarmEvent } from './swarmEvent.ts';

/** What one worker is at. Times are ISO 8601. */
export interface WorkerRow {
  readonly workerId: string;
  readonly orderId: string;
  /** Undefined while it checks everything. */
  readonly taskId: string | undefined;
  /** When it took the order. */
  readonly startedAt: string;
  readonly doing: 'preparing' | 'checking' | 'fixing' | 'verifying';
  /** When it began to do that. */
  readonly since: string;
  /** The agent that is at work, or whose work is looked at; empty before the first one. */
  readonly agent: string;
  /** Which rung of the ladder that is, from 1; 0 before the first one. */
  readonly rung: number;
  readonly rungs: number;
  /** The agent's own words of what it does now; empty before it says something. */
  readonly said: string;
  /** So long the agent waits for a service that is asked for too much; 0 when it does not. */
  readonly waitsSeconds: number;
  /** Issues of the task that are not fixed yet. */
  readonly remaining: number;
}

/** What an event changes in the row of its worker. */
function changeBy(event: RunnerEvent): Partial<WorkerRow> | undefined {
  switch (event.event) {
    case 'preparing':
    case 'checking':
    case 'verifying':
      return { doing: event.event, since: event.at };
    case 'agent': {
      const { agent, rung, rungs } = event;
      const fresh = { said: '', waitsSeconds: 0 };
      return { doing: 'fixing', since: event.at, agent, rung, rungs, ...fresh };
    }
    case 'said':
      return { said: event.text, waitsSeconds: 0 };
    case 'limited':
      return { waitsSeconds: event.seconds };
    case 'judged':
      return { remaining: event.remaining };
    default:
      return undefined;
  }
}

/** Who is at what, kept up to date from a run's events. */
export class WorkerBoard {
  readonly #rows = new Map<string, WorkerRow>();
  /** How many issues each task has, by its id. */
  readonly #sizes = new Map<string, number>();

  /** @returns true when a row has changed. */
  add(event: SwarmEvent): boolean {
    switch (event.type) {
      case 'journal':
        if (event.event.event === 'planned') {
          for (const { taskId, issues } of event.event.tasks)
            this.#sizes.set(taskId, issues.length);
        }
        return false;
      case 'order':
        return event.state === 'begun' ? this.#begin(event) : this.#rows.delete(event.workerId);
      case 'runner':
        return this.#change(event.workerId, changeBy(event.event));
      case 'phase':
        return false;
    }
  }

  /** Workers that have something to do, by their names. */
  rows(): readonly WorkerRow[] {
    const byName = new Intl.Collator('en', { numeric: true }).compare;
    return [...this.#rows.values()].sort((left, right) => byName(left.workerId, right.workerId));
  }

  #begin({ workerId, orderId, at }: Extract<SwarmEvent, { type: 'order' }>): boolean {
    const remaining = this.#sizes.get(orderId);
    this.#rows.set(workerId, {
      workerId,
      orderId,
      taskId: remaining === undefined ? undefined : orderId,
      startedAt: at,
      doing: 'preparing',
      since: at,
      agent: '',
      rung: 0,
      rungs: 0,
      said: '',
      waitsSeconds: 0,
      remaining: remaining ?? 0,
    });
    return true;
  }

  #change(workerId: string, change: Partial<WorkerRow> | undefined): boolean {
    const row = this.#rows.get(workerId);
    if (row === undefined || change === undefined) return false;
    this.#rows.set(workerId, { ...row, ...change });
    return true;
  }
}
