import type { McpContext } from '../mcpContext.ts';
import { namedRun, summaryOf } from '../namedRun.ts';
import { runSummaryShape } from '../output/runSummary.ts';
import { runText } from '../output/runText.ts';
import { waitForRun } from '../runWait.ts';
import { inputs } from './inputs.ts';
import { defineTool, type ToolCall } from './tool.ts';

/** Workers need a moment to end. */
const patienceSeconds = 10;

async function cancel(context: McpContext, name: string | undefined, call: ToolCall) {
  const { swarm } = await context.project.open();
  await context.project.runs();
  const runId = await swarm.cancel(name);
  const onChange = call.progress.follow;
  const wait = { runId, seconds: patienceSeconds, signal: call.signal, onChange };
  await waitForRun(context, wait);
  const run = summaryOf(context, namedRun(await context.project.runs(), runId));
  const first = run.state === 'running' ? ['It was asked to stop, and is still at it.'] : [];
  return { text: [...first, ...runText(run)].join('\n'), data: { run } };
}

export const cancelTool = defineTool({
  name: 'swarm_cancel',
  title: 'Stop the run',
  description:
    'Asks the run that is going on to stop, whichever process runs it. What has finished is kept. ' +
    'Waits for its end, 10 seconds at most.',
  input: { run: inputs.run.describe('Only if it is this one that is going on.') },
  output: { run: runSummaryShape },
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  answer: (context, { run }, call) => cancel(context, run, call),
});
