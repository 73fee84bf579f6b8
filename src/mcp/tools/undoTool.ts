import * as z from 'zod';
import { count } from '../../core/base/count.ts';
import { listed } from '../output/words.ts';
import { defineTool } from './tool.ts';

export const undoTool = defineTool({
  name: 'swarm_undo',
  title: 'Take a merge back',
  description:
    "Takes a merge out of the user's files again, the last one when none is named. What was edited " +
    'since is kept; if the merged lines themselves were edited, nothing is changed. The tasks are ' +
    'ready to be merged again.',
  input: {
    merge: z.string().min(1).max(100).optional().describe('Its id, as swarm_merge said it.'),
  },
  output: {
    mergeId: z.string(),
    files: z.array(z.string()).describe('The first of those that were written.'),
    fileCount: z.number(),
    tasks: z.array(z.string()).describe('Ready again.'),
  },
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: false,
  },
  answer: (context, { merge }, { signal }) =>
    context.gate.work(async () => {
      const { swarm } = await context.project.open();
      await context.project.runs();
      const { mergeId, files, tasks } = await swarm.mergeDesk.undo(merge, signal);
      const again = tasks.length === 0 ? '' : ` Ready again: ${listed(tasks, 20)}.`;
      return {
        text: `Took ${mergeId} back in ${count(files.length, 'file')}.${again}`,
        data: { mergeId, files: files.slice(0, 200), fileCount: files.length, tasks },
      };
    }),
});
