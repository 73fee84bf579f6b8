import * as z from 'zod';
import { count } from '../../core/base/count.ts';
import { defineTool } from './tool.ts';

export const cleanTool = defineTool({
  name: 'swarm_clean',
  title: 'Tidy up',
  description:
    'Removes worktrees, and finished runs of which nothing is left to review. What is unreviewed is ' +
    'always kept, and merges can still be taken back. Not while a run is going on.',
  input: {},
  output: {
    worktrees: z.number().describe('How many were removed.'),
    removedRuns: z.array(z.string()),
    keptRuns: z.array(z.object({ runId: z.string(), toReview: z.number() })),
  },
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  answer: (context) =>
    context.gate.work(async () => {
      const { swarm } = await context.project.open();
      await context.project.runs();
      const { worktrees, removedRuns, keptRuns } = await swarm.clean(false);
      const kept = [...keptRuns].map(([runId, toReview]) => ({ runId, toReview }));
      const removed = `${count(worktrees, 'worktree')} and ${count(removedRuns.length, 'run')}`;
      const lines = kept.map((one) => `Kept run ${one.runId}: ${one.toReview} to review.`);
      return {
        text: [`Removed ${removed}.`, ...lines.slice(0, 20)].join('\n'),
        data: {
          worktrees,
          removedRuns: removedRuns.slice(0, 200),
          keptRuns: kept.slice(0, 200),
        },
      };
    }),
});
