import * as z from 'zod';
import { count } from '../../core/base/count.ts';
import { findTask } from '../../core/manager/taskSelection.ts';
import { listed } from '../output/words.ts';
import { inputs } from './inputs.ts';
import { defineTool } from './tool.ts';

export const discardTool = defineTool({
  name: 'swarm_discard',
  title: 'Say no to fixes',
  description:
    'Discards what tasks came to: they are not offered for review or merging any more. The files ' +
    'of the user are not touched.',
  input: { tasks: inputs.tasks.describe('Tasks, such as t03 or <run>/t03.') },
  output: { discarded: z.array(z.string()) },
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  answer: (context, { tasks }) =>
    context.gate.work(async () => {
      const { swarm } = await context.project.open();
      const runs = await context.project.runs();
      const found = tasks.map((name) => findTask(runs, name));
      await swarm.discard(found);
      const discarded = found.map(({ run, task }) => `${run.record.runId}/${task.task.taskId}`);
      const names = listed(found.map(({ task }) => task.task.taskId));
      return { text: `Discarded ${count(found.length, 'task')}: ${names}.`, data: { discarded } };
    }),
});
