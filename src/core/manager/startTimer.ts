/** Starts a timer and gives back how to stop it. */
export type StartTimer = (work: () => void, delayMs: number) => () => void;

/** One that keeps no process alive. */
export const startRealTimer: StartTimer = (work, ms) => {
  const timer = setTimeout(work, ms);
  timer.unref();
  return () => clearTimeout(timer);
};
