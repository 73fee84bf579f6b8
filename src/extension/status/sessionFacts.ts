import type { RunView } from '../../core/manager/runView.ts';
import { currentRun, runProgress, type WorkSource } from '../workers/workerRows.ts';

/** A run that goes on, as far as the status bar tells of it. */
export interface RunFacts {
  /** How many of its tasks have ended. */
  readonly done: number;
  readonly total: number;
  readonly isPaused: boolean;
  /** What it is about to do, in the words of the core. */
  readonly phase: string;
}

/** A run that ended before it was done. */
export interface BrokenRun {
  readonly runId: string;
  /** True when the rest of it can be done by another run. */
  readonly canContinue: boolean;
}

/** What the status bar knows of one repository. */
export interface SessionFacts {
  readonly run: RunFacts | undefined;
  readonly toReview: number;
  readonly broken: BrokenRun | undefined;
}

/** A repository, as far as the facts are read from it. */
export interface FactSource extends WorkSource {
  readonly isRunning: boolean;
  readonly canContinue: boolean;
  readonly toReview: number;
}

function progressOf(view: RunView | undefined): Pick<RunFacts, 'done' | 'total'> {
  if (view === undefined) return { done: 0, total: 0 };
  const { done, all: total } = runProgress(view);
  return { done, total };
}

function runFacts(source: FactSource): RunFacts | undefined {
  const { live, isRunning } = source;
  const view = currentRun(source);
  if (!isRunning) return undefined;
  const isPaused = live?.isPaused ?? view?.isPaused ?? false;
  return { ...progressOf(view), isPaused, phase: live?.phase ?? '' };
}

function brokenRun({ isRunning, runs, canContinue }: FactSource): BrokenRun | undefined {
  const last = runs.at(-1);
  if (isRunning || last?.stopReason !== 'error') return undefined;
  return { runId: last.record.runId, canContinue };
}

export function factsOf(source: FactSource): SessionFacts {
  const { toReview } = source;
  return { run: runFacts(source), toReview, broken: brokenRun(source) };
}
