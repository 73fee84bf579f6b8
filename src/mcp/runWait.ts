import type { RunView } from '../core/manager/runView.ts';
import type { McpContext } from './mcpContext.ts';

export interface RunWait {
  readonly runId: string;
  readonly seconds: number;
  /** Ends the waiting, not the run. */
  readonly signal: AbortSignal;
  /** Called with the run as it is, and whenever something has happened to it. */
  readonly onChange: (view: RunView) => void;
}

/** So often somebody looks whether the process of a run still lives. */
const lookMs = 2_000;

/** Tells how a run goes until `stop` fires, or until it has ended or its process is gone. */
async function follow(
  { project, log }: McpContext,
  { runId, onChange }: Pick<RunWait, 'runId' | 'onChange'>,
  stop: AbortSignal,
): Promise<void> {
  const { swarm } = await project.open();
  if (stop.aborted) return;
  await new Promise<void>((resolve) => {
    const watcher = swarm.store.follow(
      (update) => {
        if (update.runId !== runId) return;
        if (update.kind === 'removed') return resolve();
        onChange(update.view);
        if (update.view.stopReason !== undefined) resolve();
      },
      (error) => log.error('A run cannot be followed', error),
    );
    const look = async (): Promise<void> => {
      await watcher.refresh();
      if (!(await project.isBusy())) resolve();
    };
    const timer = setInterval(() => void look().catch(() => resolve()), lookMs);
    const end = (): void => {
      watcher.dispose();
      clearInterval(timer);
    };
    stop.addEventListener('abort', () => {
      end();
      resolve();
    });
  });
}

/**
 * Waits for the end of a run, of this process or of another one, but never longer than asked for.
 * Nothing is thrown: how the run stands is for the caller to look up.
 */
export async function waitForRun(context: McpContext, wait: RunWait): Promise<void> {
  const own = context.runs.find(wait.runId);
  const stop = new AbortController();
  const signals = [wait.signal, context.stopping, AbortSignal.timeout(wait.seconds * 1000)];
  const isOver = AbortSignal.any([...signals, stop.signal]);
  const over = new Promise<void>((resolve) => {
    if (isOver.aborted) resolve();
    isOver.addEventListener('abort', () => resolve(), { once: true });
  });
  const told = follow(context, wait, isOver);
  // A run of this process may still merge when its journal says that it has ended.
  const end =
    own === undefined
      ? told
      : own.finished.then(
          () => undefined,
          () => undefined,
        );
  await Promise.race([end, over]);
  stop.abort();
  await told.catch(() => undefined);
}
