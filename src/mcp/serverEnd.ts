import type { Readable } from 'node:stream';
import type { McpContext } from './mcpContext.ts';

/**
 * Fires when somebody asks the process to end, or when the input is over that it serves. A second
 * Ctrl+C ends it at once.
 */
export function untilAskedToEnd(input: Readable | undefined): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, stop);
  input?.once('end', stop);
  input?.once('close', stop);
  input?.once('error', stop);
  return controller.signal;
}

function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Waits until the server is asked to end, and lets everything come to its end in order: runs are
 * stopped, what had finished of them is kept, and who has asked something gets an answer.
 */
export async function untilAllHasEnded({ stopping, runs, gate }: McpContext): Promise<void> {
  await new Promise<void>((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  // What was sent last is looked at first.
  await aTurn();
  await runs.stopAll();
  await gate.untilIdle();
  // What was answered last is sent.
  await aTurn();
}
