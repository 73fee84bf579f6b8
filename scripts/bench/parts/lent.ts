import type { BenchContext, BenchPart } from '../benchPart.ts';
import { measured, median, ratio } from '../figure.ts';
import { type ProductRequest, type ProductRun, runProduct } from '../productRun.ts';
import { createTypoProject } from '../projects/typoProject.ts';
import { withTemporaryFolder } from '../temporaryFolder.ts';

const taskCount = 40;
const workers = 8;
const rounds = 3;

/** The address of a Mahavishnu server that runs; without it there is nothing to measure. */
const server = process.env['SWARM_BENCH_MAHAVISHNU'] ?? '';

function runWith(context: BenchContext, request: ProductRequest): Promise<ProductRun> {
  return withTemporaryFolder(async (folder) =>
    runProduct(context, folder, await createTypoProject(folder, taskCount), request),
  );
}

export const lent: BenchPart = {
  name: 'lent',
  title: `${taskCount} tasks by ${workers} workers that a Mahavishnu server lends`,
  async run(context) {
    if (server === '') {
      const how = 'SWARM_BENCH_MAHAVISHNU=URL names a server that runs';
      return { figures: [], notes: [`not measured: ${how}`], faults: [] };
    }
    const local: number[] = [];
    const far: number[] = [];
    const faults: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const own = await runWith(context, { workers });
      const theirs = await runWith(context, { workers, server });
      context.progress(`local ${own.seconds.toFixed(1)} s, lent ${theirs.seconds.toFixed(1)} s`);
      local.push(own.seconds);
      far.push(theirs.seconds);
      faults.push(...own.faults, ...theirs.faults);
    }
    const least = { kind: 'atLeast', value: 0.9 } as const;
    return {
      figures: [
        measured('workers of this machine', 's', local),
        measured('workers of the server', 's', far),
        ratio('speed of the server against local', median(local) / median(far), least),
      ],
      notes: ['what a server lends is examined first, which takes part of a second'],
      faults,
    };
  },
};
