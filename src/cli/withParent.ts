/** So often it is looked whether somebody is still there to take what comes of the work. */
const lookMs = 1_000;

/** Runs `work` with a signal that fires when the process that has started this one is gone. */
export async function withParent<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) controller.abort();
  }, lookMs);
  try {
    return await work(controller.signal);
  } finally {
    clearInterval(timer);
  }
}
