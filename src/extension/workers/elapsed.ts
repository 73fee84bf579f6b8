/** The time between two moments for a person, such as `12 s`, `3 min 5 s` or `1 h 2 min`. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const stepMs = 5_000;

/**
 * The same in steps of five seconds. A row that is shown anew loses the tooltip that somebody reads:
 * so its text must not change each second.
 */
export function formatElapsedSteps(milliseconds: number): string {
  const steps = Math.floor(milliseconds / stepMs);
  return steps < 1 ? `< ${formatElapsed(stepMs)}` : formatElapsed(steps * stepMs);
}
