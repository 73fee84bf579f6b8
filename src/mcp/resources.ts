import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { count } from '../core/base/count.ts';
import { isSwarmError, messageOf, SwarmError } from '../core/base/swarmError.ts';
import { reportRun } from '../core/manager/runReport.ts';
import type { RunView } from '../core/manager/runView.ts';
import { findTask } from '../core/manager/taskSelection.ts';
import type { McpContext } from './mcpContext.ts';
import { namedRun } from './namedRun.ts';
import { inToolWords } from './output/failedAnswer.ts';
import { listed, oneLine } from './output/words.ts';
import { readTaskPatch, taskUri } from './taskPatch.ts';

/** So many are listed, the newest first; any other can be read all the same. */
const mostListed = 100;

/** Whoever wants more has the command line. */
const mostBytes = 4 * 1024 * 1024;

const patchType = 'text/x-diff';
const reportType = 'application/json';

function bounded(name: string, text: string, command: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  throw new SwarmError('unavailable', `${name} is longer than 4 MB; see "${command}".`);
}

function single(value: string | string[] | undefined): string {
  return decodeURIComponent([value].flat()[0] ?? '');
}

/** What is wrong is said in one line here, too. */
async function explained<T>(context: McpContext, read: () => Promise<T>): Promise<T> {
  try {
    return await context.gate.enter(() => context.gate.work(read));
  } catch (error) {
    if (!isSwarmError(error)) context.log.error('A resource cannot be read', error);
    throw new McpError(ErrorCode.InvalidParams, oneLine(inToolWords(messageOf(error)), 1_000));
  }
}

function patchesOf(run: RunView) {
  const changed = [...run.tasks.values()].filter(({ result }) => (result?.commit ?? null) !== null);
  return changed.map((task) => ({
    uri: taskUri({ run, task }),
    name: `${task.task.taskId}.diff`,
    title: `${task.task.taskId}, ${task.state}: ${listed(task.task.filePaths, 2)}`,
    mimeType: patchType,
  }));
}

function reportOf(run: RunView) {
  const { runId } = run.record;
  const title = `Run ${runId}, ${count(run.issues.length, 'problem')}`;
  return { uri: `swarm://${runId}`, name: `${runId}.json`, title, mimeType: reportType };
}

async function listedResources<T>(context: McpContext, listOf: (run: RunView) => readonly T[]) {
  return explained(context, async () => {
    const runs = [...(await context.project.runs())].reverse();
    return { resources: runs.flatMap(listOf).slice(0, mostListed) };
  });
}

async function readPatch(context: McpContext, run: string, task: string): Promise<string> {
  const name = `${run}/${task}`;
  const found = findTask(await context.project.runs(), name);
  const { bytes } = await readTaskPatch(context, found);
  return bounded(`The patch of ${name}`, bytes.toString(), `swarm-autofix diff ${name}`);
}

async function readReport(context: McpContext, run: string): Promise<string> {
  const view = namedRun(await context.project.runs(), run);
  const text = JSON.stringify(reportRun(view), undefined, 2);
  return bounded(`The report of ${run}`, text, 'swarm-autofix list --json');
}

/** Diffs and reports as resources: `swarm://<run>/<task>`, and `swarm://<run>`. */
export function registerResources(server: McpServer, context: McpContext): void {
  server.registerResource(
    'task-diff',
    new ResourceTemplate('swarm://{run}/{task}', {
      list: () => listedResources(context, patchesOf),
    }),
    { title: 'The patch of a task', description: 'What a task has changed.', mimeType: patchType },
    async (uri, { run, task }) => {
      const text = await explained(context, () => readPatch(context, single(run), single(task)));
      return { contents: [{ uri: uri.href, mimeType: patchType, text }] };
    },
  );
  server.registerResource(
    'run-report',
    new ResourceTemplate('swarm://{run}', {
      list: () => listedResources(context, (run) => [reportOf(run)]),
    }),
    { title: 'The report of a run', description: 'As of run --json.', mimeType: reportType },
    async (uri, { run }) => {
      const text = await explained(context, () => readReport(context, single(run)));
      return { contents: [{ uri: uri.href, mimeType: reportType, text }] };
    },
  );
}
