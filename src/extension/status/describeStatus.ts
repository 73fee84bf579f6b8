import type { RunFacts, SessionFacts } from './sessionFacts.ts';

interface Waiting {
  /** How many fixes wait for a person. */
  readonly toReview: number;
}

interface Progress extends Waiting {
  readonly done: number;
  readonly total: number;
}

/** What the status bar says: one thing, the most urgent. */
export type Status =
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'waiting' } & Waiting)
  /** A run has begun, and its tasks are not known yet. */
  | ({ readonly kind: 'planning'; readonly phase: string } & Waiting)
  | ({ readonly kind: 'running' } & Progress)
  | ({ readonly kind: 'paused' } & Progress)
  /** Something ended the run in the middle; the rest can be done. */
  | ({ readonly kind: 'cutOff'; readonly runIds: readonly string[] } & Waiting)
  | ({ readonly kind: 'failed'; readonly runIds: readonly string[] } & Waiting);

export type StatusKind = Status['kind'];

export interface StatusFacts {
  readonly isTrusted: boolean;
  readonly sessions: readonly SessionFacts[];
  /** Broken runs that somebody has been told of, and need not be told again. */
  readonly acknowledged: ReadonlySet<string>;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function describeRuns(runs: readonly RunFacts[], toReview: number): Status {
  const done = sum(runs.map((run) => run.done));
  const total = sum(runs.map((run) => run.total));
  if (runs.every((run) => run.isPaused)) return { kind: 'paused', done, total, toReview };
  if (total > 0) return { kind: 'running', done, total, toReview };
  const phase = runs.find((run) => run.phase !== '')?.phase ?? '';
  return { kind: 'planning', phase, toReview };
}

/** What matters most, of all repositories together. */
export function describeStatus({ isTrusted, sessions, acknowledged }: StatusFacts): Status {
  if (!isTrusted) return { kind: 'untrusted' };
  const toReview = sum(sessions.map((session) => session.toReview));
  const runs = sessions.flatMap((session) => session.run ?? []);
  if (runs.length > 0) return describeRuns(runs, toReview);
  const broken = sessions
    .flatMap((session) => session.broken ?? [])
    .filter(({ runId }) => !acknowledged.has(runId));
  if (broken.length > 0) {
    const runIds = broken.map(({ runId }) => runId);
    const kind = broken.some(({ canContinue }) => canContinue) ? 'cutOff' : 'failed';
    return { kind, runIds, toReview };
  }
  return toReview > 0 ? { kind: 'waiting', toReview } : { kind: 'idle' };
}
