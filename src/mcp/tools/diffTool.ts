import * as z from 'zod';
import { count } from '../../core/base/count.ts';
import { reportTask } from '../../core/manager/runReport.ts';
import { findTask } from '../../core/manager/taskSelection.ts';
import { taskStates } from '../../core/protocol/taskState.ts';
import type { McpContext } from '../mcpContext.ts';
import { joined } from '../output/words.ts';
import { cutPatch, readTaskPatch, taskUri } from '../taskPatch.ts';
import { inputs } from './inputs.ts';
import { defineTool } from './tool.ts';

/** More of a patch drowns a model; the rest is in the resource. */
const mostBytes = 64 * 1024;
const mostFiles = 200;

const input = {
  task: inputs.task,
  paths: inputs.paths.optional().describe('Only these files of it, relative to the repository.'),
};

const output = {
  runId: z.string(),
  taskId: z.string(),
  state: z.enum(taskStates),
  verified: z.boolean(),
  verdicts: z.record(z.string(), z.number()).describe('How many problems have which verdict.'),
  files: z.array(
    z.object({
      path: z.string(),
      status: z.enum(['added', 'modified', 'deleted']),
      added: z.number().describe('Lines.'),
      removed: z.number().describe('Lines.'),
    }),
  ),
  patch: z.string().describe('A unified patch.'),
  isCut: z.boolean().describe('True when the patch is longer than 64 kB: only its start is here.'),
  uri: z.string().describe('The resource with all of the patch.'),
};

type Input = z.output<z.ZodObject<typeof input>>;
type Output = z.output<z.ZodObject<typeof output>>;

function textOf({ runId, taskId, state, verified, files, patch, isCut, verdicts }: Output): string {
  const sum = (numbers: readonly number[]): number => numbers.reduce((one, two) => one + two, 0);
  const added = sum(files.map((file) => file.added));
  const removed = sum(files.map((file) => file.removed));
  const counts = Object.entries(verdicts).map(([verdict, number]) => `${number} ${verdict}`);
  const what = verified ? 'verified' : '';
  const size = `${count(files.length, 'file')}, +${added} -${removed}`;
  const note = 'Cut after 64 kB: name single files with paths, or read the resource.';
  const head = `${taskId} of run ${runId}: ${joined([state, what, ...counts])}; ${size}`;
  return [head, '', patch.replace(/\n$/, ''), ...(isCut ? ['', note] : [])].join('\n');
}

async function look(context: McpContext, { task: name, paths }: Input) {
  const found = findTask(await context.project.runs(), name);
  const { files, bytes } = await readTaskPatch(context, found, paths);
  const { taskId, state, success, issues } = reportTask(found.run, found.task);
  const verdicts: Record<string, number> = {};
  for (const { verdict } of issues) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const isCut = bytes.length > mostBytes;
  const uri = taskUri(found);
  const data: Output = {
    ...{ runId: found.run.record.runId, taskId, state, verified: success, verdicts },
    files: files.slice(0, mostFiles).map(({ path, status, added, removed }) => ({
      ...{ path, status, added, removed },
    })),
    ...{ patch: cutPatch(bytes, mostBytes), isCut, uri },
  };
  const link = { uri, name: `${taskId}.diff`, mimeType: 'text/x-diff' };
  return { text: textOf(data), data, ...(isCut ? { link } : {}) };
}

export const diffTool = defineTool({
  name: 'swarm_diff',
  title: 'The patch of one task',
  description:
    'What one task would change, as a unified patch, with its verdicts; at most 64 kB of it. ' +
    'Changes nothing.',
  input,
  output,
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  answer: (context, wishes) => context.gate.work(() => look(context, wishes)),
});
