import { readHolder } from './base/lockFile.ts';
import type { Repository } from './git/repository.ts';
import type { ServerAddress } from './mahavishnu/serverAddress.ts';
import { chooseMode, thisMachine } from './manager/chooseMode.ts';
import { runLockPath } from './manager/recovery.ts';
import type { RunStore } from './manager/runStore.ts';
import type { ModeChange } from './protocol/runReport.ts';
import type { Availability, Backend, SwarmMode } from './protocol/swarmClient.ts';

export interface WorkerStatus {
  readonly workerId: string;
  readonly taskId: string;
  readonly since: string;
}

export interface BackendHealth {
  readonly backend: Backend;
  readonly health: Availability;
}

/** The document of `swarm status --json`. */
export interface SwarmStatus {
  readonly schemaVersion: 1;
  /** Such as `parallel · local`: of the run that is going on, else of the next one. */
  readonly rung: string;
  readonly backend: Backend;
  readonly mode: SwarmMode;
  readonly health: readonly BackendHealth[];
  /** The run that is going on, or null. */
  readonly run: string | null;
  /** The process that works on this repository, or null. */
  readonly process: number | null;
  readonly workers: readonly WorkerStatus[];
  readonly queued: number;
  readonly toReview: number;
  readonly lastModeChange: ModeChange | null;
}

/** So many workers are parallel. */
const severalWorkers = 2;

const localHealth: BackendHealth = {
  backend: 'local',
  health: { available: true, detail: 'processes on this machine' },
};

/**
 * How each backend is, the best first.
 * @param server undefined: none is to be tried.
 */
export async function readHealth(
  server: ServerAddress | undefined,
): Promise<readonly BackendHealth[]> {
  if (server === undefined) return [localHealth];
  const { probeServer } = await import('./clients/mahavishnu/probeServer.ts');
  return [{ backend: 'mahavishnu', health: await probeServer(server) }, localHealth];
}

/** What a run would begin with now. */
function nextRung(health: readonly BackendHealth[]): Pick<SwarmStatus, 'backend' | 'mode'> {
  const { mode } = chooseMode(true, severalWorkers, thisMachine());
  const best = health.find((one) => one.health.available)?.backend ?? 'local';
  return { mode, backend: mode === 'sequential' ? 'local' : best };
}

/** How the swarm stands in this repository. */
export async function readStatus(
  repository: Repository,
  store: RunStore,
  server: ServerAddress | undefined,
): Promise<SwarmStatus> {
  const holder = await readHolder(runLockPath(repository));
  const views = await store.views();
  const last = views.at(-1);
  const isRunning = holder !== undefined && last?.stopReason === undefined;
  const tasks = [...(last?.tasks.values() ?? [])];
  const health = await readHealth(server);
  const { backend, mode } = isRunning && last !== undefined ? last : nextRung(health);
  const busy = tasks.filter((task) => task.state === 'running' || task.state === 'verifying');
  const ready = views.flatMap((view) =>
    [...view.tasks.values()].filter((task) => task.state === 'ready'),
  );
  return {
    schemaVersion: 1,
    rung: mode === 'sequential' ? 'sequential' : `parallel · ${backend}`,
    backend,
    mode,
    health,
    run: isRunning ? (last?.record.runId ?? null) : null,
    process: isRunning ? holder.pid : null,
    workers: busy.map(({ workerId, task, startedAt: since }) => ({
      workerId,
      taskId: task.taskId,
      since,
    })),
    queued: isRunning ? tasks.filter((task) => task.state === 'queued').length : 0,
    toReview: ready.length,
    lastModeChange: last?.modeChanges.at(-1) ?? null,
  };
}
