import { SwarmError } from './swarmError.ts';

export interface TimeLimit {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for `work`, but not longer than that, and not once the signal has fired. The work itself goes on.
 * @throws whatever `work` throws; an error that says that the time was up; {@link SwarmError} `cancelled`.
 */
export async function withinTime<Result>(
  work: Promise<Result>,
  { timeoutMs, signal }: TimeLimit,
): Promise<Result> {
  let release = (): void => undefined;
  const end = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`it timed out after ${timeoutMs / 1000} s`));
    }, timeoutMs);
    const cancel = (): void => reject(new SwarmError('cancelled', 'Cancelled.', signal?.reason));
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    release();
  }
}
