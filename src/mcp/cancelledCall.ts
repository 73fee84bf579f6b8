import type { BackgroundRun } from './backgroundRuns.ts';
import type { ToolCall } from './tools/tool.ts';

/** What clients write that do not want to wait longer: they may well ask for the run later. */
const gaveUpWaiting = /\btim(?:e|ed)[ -]?out\b/i;

/** True when a client says that it wants the work of a call stopped, and not only its waiting. */
function wantsStop({ signal, isCutOff }: Pick<ToolCall, 'signal' | 'isCutOff'>): boolean {
  const reason: unknown = signal.reason;
  return !isCutOff() && !(typeof reason === 'string' && gaveUpWaiting.test(reason));
}

/**
 * Stops a run when the call that has started it is cancelled. It goes on when the client is gone, or
 * has only waited too long.
 * @returns how to leave it alone from now on.
 */
export function stopWhenCancelled(
  call: Pick<ToolCall, 'signal' | 'isCutOff'>,
  run: Pick<BackgroundRun, 'stop'>,
): () => void {
  const stop = (): void => {
    // A conversation that ends cancels its calls first, and says only then that it is over.
    queueMicrotask(() => {
      if (wantsStop(call)) run.stop();
    });
  };
  call.signal.addEventListener('abort', stop, { once: true });
  if (call.signal.aborted) stop();
  return () => call.signal.removeEventListener('abort', stop);
}
