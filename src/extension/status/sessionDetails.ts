import type { RunView } from '../../core/manager/runView.ts';
import type { ModeChange } from '../../core/protocol/runReport.ts';
import type { BackendHealth } from '../../core/swarmStatus.ts';
import {
  currentRun,
  type WorkerActivity,
  type WorkSource,
  workerSlots,
} from '../workers/workerRows.ts';

/** What the tooltip says of one repository. */
export interface SessionDetails {
  readonly name: string;
  /** Undefined when there was no run yet. */
  readonly rung: Pick<RunView, 'backend' | 'mode'> | undefined;
  readonly health: readonly BackendHealth[];
  /** Those that have something to do. */
  readonly workers: readonly WorkerActivity[];
  /** Who else runs something here; empty when nobody does. */
  readonly otherHolder: string;
  readonly lastModeChange: ModeChange | undefined;
}

/** @param health of the backends, as it was last looked at. */
export function detailsOf(source: WorkSource, health: readonly BackendHealth[]): SessionDetails {
  const { name, otherHolder, runs } = source;
  const current = currentRun(source);
  const last = current ?? runs.at(-1);
  const slots = current === undefined ? [] : workerSlots(source, current);
  return {
    ...{ name, otherHolder, health },
    rung: last && { backend: last.backend, mode: last.mode },
    workers: slots.flatMap(({ activity }) => activity ?? []),
    lastModeChange: last?.modeChanges.at(-1),
  };
}
