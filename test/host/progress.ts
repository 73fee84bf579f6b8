const heartbeatMs = 15_000;

/** Writes a line for a person. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/**
 * Says what begins, every while that it goes on, and how long it took.
 * @param progress how far it is, in a few words.
 */
export async function timedStep<T>(
  title: string,
  work: () => Promise<T>,
  progress?: () => Promise<string>,
): Promise<T> {
  const start = performance.now();
  say(`${title} …`);
  const beat = async (): Promise<void> => {
    const far = progress === undefined ? 'still at it' : await progress();
    say(`${title}: ${far}, ${secondsSince(start)}`);
  };
  const heartbeat = setInterval(() => void beat(), heartbeatMs);
  try {
    const result = await work();
    say(`${title}: done in ${secondsSince(start)}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
