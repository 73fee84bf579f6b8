import * as z from 'zod';
import { verdicts } from '../../core/protocol/verdict.ts';
import type { McpContext } from '../mcpContext.ts';
import { namedRun, summaryOf } from '../namedRun.ts';
import {
  issueEntries,
  issueEntryShape,
  issueLine,
  taskEntries,
  taskEntryShape,
} from '../output/issueEntries.ts';
import { orNull } from '../output/orNull.ts';
import { runText } from '../output/runText.ts';
import { type PageStart, readCursor, writeCursor } from '../resultPage.ts';
import { inputs } from './inputs.ts';
import { defineTool } from './tool.ts';

/** So many problems are on a page. */
const pageSize = 50;

const input = {
  run: inputs.run,
  verdict: z.enum(verdicts).optional().describe('Only problems with this verdict.'),
  cursor: z.string().max(1_000).optional().describe('nextCursor of the page before, alone.'),
};

const output = {
  runId: z.string(),
  state: z.enum(['running', 'ended']),
  total: z.number().describe('How many problems there are on all pages.'),
  issues: z.array(issueEntryShape),
  tasks: z.array(taskEntryShape).describe('The tasks that these problems are part of.'),
  nextCursor: orNull(z.string()).describe('For the next page; null on the last.'),
};

type Input = z.output<z.ZodObject<typeof input>>;
type Output = z.output<z.ZodObject<typeof output>>;

function startOf(wishes: Input, latest: string): PageStart {
  if (wishes.cursor !== undefined) return readCursor(wishes.cursor);
  return { run: wishes.run ?? latest, verdict: wishes.verdict, offset: 0 };
}

async function look(context: McpContext, wishes: Input) {
  const runs = await context.project.runs();
  const start = startOf(wishes, namedRun(runs, undefined).record.runId);
  const view = namedRun(runs, start.run);
  const { runId } = view.record;
  const all = issueEntries(view).filter(
    ({ verdict }) => start.verdict === undefined || verdict === start.verdict,
  );
  const next = start.offset + pageSize;
  const issues = all.slice(start.offset, next);
  const summary = summaryOf(context, view);
  const data: Output = {
    ...{ runId, state: summary.state, total: all.length, issues },
    tasks: taskEntries(view, issues),
    nextCursor: next < all.length ? writeCursor({ ...start, run: runId, offset: next }) : null,
  };
  const text =
    start.offset === 0 ? [...runText(summary), ...pageText(data, 0)] : pageText(data, start.offset);
  return { text: text.join('\n'), data };
}

function pageText({ total, issues, tasks, nextCursor }: Output, offset: number): string[] {
  if (issues.length === 0) return ['No problem of this kind.'];
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  const more = nextCursor === null ? [] : [`More: swarm_results with cursor "${nextCursor}".`];
  return [
    `Problems ${offset + 1} to ${offset + issues.length} of ${total}:`,
    ...issues.map((issue) => issueLine(issue, byId)),
    ...more,
  ];
}

export const resultsTool = defineTool({
  name: 'swarm_results',
  title: 'Verdicts of a run',
  description:
    'What became of each problem of a run, 50 a page, with the task that it is part of. Verdicts: ' +
    'fixed (the tool that complained no longer does), remains, proposed (gone, but somebody must ' +
    'judge: look at it with swarm_diff), suppressed (silenced, not answered), unverified (no checker ' +
    'knows it). Changes nothing.',
  input,
  output,
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  answer: (context, wishes) => context.gate.work(() => look(context, wishes)),
});
