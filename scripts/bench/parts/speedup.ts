import type { BenchContext, BenchPart } from '../benchPart.ts';
import { type Figure, measured, median, ratio } from '../figure.ts';
import { type ProductRun, runProduct } from '../productRun.ts';
import { agentSeconds, createTypoProject } from '../projects/typoProject.ts';
import { withTemporaryFolder } from '../temporaryFolder.ts';

const taskCount = 40;

/** The one long run stands in the middle, so that a drift of the machine's load cancels out. */
const order = [8, 4, 1, 4, 8] as const;

const leastSpeedups = new Map([
  [4, 3.7],
  [8, 7],
]);

function runWith(context: BenchContext, workers: number): Promise<ProductRun> {
  return withTemporaryFolder(async (folder) =>
    runProduct(context, folder, await createTypoProject(folder, taskCount), { workers }),
  );
}

function figuresOf(seconds: ReadonlyMap<number, readonly number[]>): Figure[] {
  const sequential = median(seconds.get(1) ?? []);
  const times = [...seconds].map(([workers, samples]) =>
    measured(workers === 1 ? '1 worker' : `${workers} workers`, 's', samples),
  );
  const perTask = (sequential - taskCount * agentSeconds) / taskCount;
  const speedups = [...leastSpeedups].map(([workers, value]) =>
    ratio(`${workers} workers against 1`, sequential / median(seconds.get(workers) ?? []), {
      kind: 'atLeast',
      value,
    }),
  );
  const ownTime: Figure = {
    name: '1 worker: a task beyond its agent',
    value: perTask * 1000,
    unit: 'ms',
    samples: [],
  };
  return [...times, ...speedups, ownTime];
}

export const speedup: BenchPart = {
  name: 'speedup',
  title: `${taskCount} tasks of ${agentSeconds} s with more workers, start to verdicts`,
  async run(context) {
    const seconds = new Map<number, number[]>([1, 4, 8].map((workers) => [workers, []]));
    const faults: string[] = [];
    for (const workers of order) {
      const run = await runWith(context, workers);
      context.progress(`${workers} workers: ${run.seconds.toFixed(1)} s`);
      seconds.get(workers)?.push(run.seconds);
      faults.push(...run.faults);
    }
    const notes = [
      'each run starts with nothing warm, and ends with a check of all fixes together',
    ];
    return { figures: figuresOf(seconds), notes, faults };
  },
};
