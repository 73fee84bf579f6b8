/** How long the work takes, in milliseconds. */
export async function millisecondsOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Runs rivals in turn, so that a change of the machine's load hits all of them alike.
 * @param rivals by name; each gives back one sample.
 * @param warmUps rounds that come first and do not count.
 * @returns the samples of each, in the order in which they were taken.
 */
export async function alternate<Name extends string>(
  rivals: Readonly<Record<Name, () => Promise<number>>>,
  rounds: number,
  warmUps = 0,
): Promise<Record<Name, number[]>> {
  const entries = Object.entries<() => Promise<number>>(rivals);
  const samples: Record<string, number[]> = {};
  for (const [name] of entries) samples[name] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const [name, take] of entries) {
      const sample = await take();
      if (round >= warmUps) samples[name]?.push(sample);
    }
  }
  return samples;
}
