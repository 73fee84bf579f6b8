import * as z from 'zod';
import { SwarmError } from '../../core/base/swarmError.ts';
import { parseMergeRequests } from '../../core/manager/taskSelection.ts';
import type { McpContext } from '../mcpContext.ts';
import { mergeOutcomeShape, mergeText, toMergeOutcome } from '../output/mergeOutcome.ts';
import { inputs } from './inputs.ts';
import { defineTool, type ToolCall } from './tool.ts';

const input = {
  tasks: inputs.tasks
    .optional()
    .describe('Tasks (t03), files of tasks (t03:src/a.ts), or hunks of a file (t03:src/a.ts#1,3).'),
  verified: z.boolean().optional().describe('true: all tasks of all runs that are verified.'),
};

type Input = z.output<z.ZodObject<typeof input>>;

async function merge(context: McpContext, { tasks, verified = false }: Input, call: ToolCall) {
  if ((tasks !== undefined) === verified) {
    throw new SwarmError('usage', 'Give tasks, or verified: true, one of the two.');
  }
  const { swarm } = await context.project.open();
  const runs = await context.project.runs();
  const { signal } = call;
  const report =
    tasks === undefined
      ? await swarm.mergeVerified(signal)
      : await swarm.mergeDesk.merge(parseMergeRequests(runs, tasks), { signal });
  const data = toMergeOutcome(report);
  return { text: mergeText(data).join('\n'), data };
}

export const mergeTool = defineTool({
  name: 'swarm_merge',
  title: 'Take over fixes',
  description:
    "Brings fixes into the user's files: named tasks, or with verified: true everything that is " +
    'proven, which is checked together once more before it is written (that takes as long as the ' +
    'checkers take). Three-way: what was edited since is never overwritten, and what does not fit is ' +
    'left out and named. swarm_undo takes it back.',
  input,
  output: mergeOutcomeShape.shape,
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  answer: (context, wishes, call) => context.gate.work(() => merge(context, wishes, call)),
});
