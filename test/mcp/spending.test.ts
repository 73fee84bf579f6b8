import { deepEqual, equal, ok } from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { NewJournalEvent } from '../../src/core/manager/journalEvent.ts';
import { RunHistory, type RunView } from '../../src/core/manager/runView.ts';
import { createContext } from '../../src/mcp/createContext.ts';
import { createServer } from '../../src/mcp/createServer.ts';
import { issueEntries, taskEntries, taskEntryShape } from '../../src/mcp/output/issueEntries.ts';
import { type RunSummary, runSummaryShape, summarizeRun } from '../../src/mcp/output/runSummary.ts';
import { runText } from '../../src/mcp/output/runText.ts';
import { issueAt } from '../support/issues.ts';
import { meteredCli, meterVariable } from '../support/meteredCli.ts';
import { recordOf } from '../support/runRecords.ts';
import { type McpProject, mcpProject } from './mcpProject.ts';

const issues = [issueAt(1, 1, { source: 'ts', code: '1' }), issueAt(2, 1)];

function runOf(...events: readonly NewJournalEvent[]): RunView {
  const plain = { issueType: 'type_error', filePaths: [], priority: 3, reason: '' } as const;
  const tasks = issues.map((issue, index) => ({
    ...{ ...plain, taskId: `t0${index + 1}` },
    issues: [issue],
  }));
  const all: readonly NewJournalEvent[] = [
    { event: 'found', issues },
    { event: 'planned', round: 1, base: 'base', tasks },
    { event: 'task', taskId: 't01', change: 'started', workerId: 'w1' },
    ...events,
    { event: 'task', taskId: 't02', change: 'cancelled', reason: 'not begun' },
    { event: 'ended', stopReason: 'limit' },
  ];
  const dated = all.map((event) => ({ at: '2026-01-01T00:00:00.000Z', ...event }));
  return new RunHistory(recordOf('r1'), dated).view();
}

const spent = {
  ...({ event: 'spent', taskId: 't01', agent: 'qwen', model: 'qwen3-coder' } as const),
  ...{ inputTokens: 1_200, outputTokens: 300, cost: 0.02, issueIds: [issues[0]?.id ?? ''] },
} as const;

describe('what agents use, for assistants', () => {
  it('is in the numbers of a run, in the shape that is declared, and in its text', () => {
    const summary = summarizeRun(runOf(spent), { now: 0 });
    deepEqual(runSummaryShape.strict().parse(summary), summary);
    deepEqual([summary.spending?.cost, summary.spending?.byRule[0]?.rule], [0.02, 'ts(1)']);
    const lines = runText(summary);
    ok(lines.includes('Agents: qwen (qwen3-coder) 1.2k tokens in, 300 out, $0.02.'), lines.join());
    const rest = '1 problem in 1 task was not begun; at the price so far about $0.02.';
    ok(lines.includes(rest), lines.join());
  });

  it('is with the task that it was used for', () => {
    const view = runOf(spent);
    const tasks = taskEntries(view, issueEntries(view));
    deepEqual(
      tasks.map((task) => taskEntryShape.strict().parse(task)),
      tasks,
    );
    deepEqual(
      tasks.map(({ spending }) => spending?.cost),
      [0.02, undefined],
    );
  });

  it('is not there when nothing was used', () => {
    const summary = summarizeRun(runOf(), { now: 0 });
    equal('spending' in summary, false);
    equal(
      runText(summary).some((line) => line.includes('Agents')),
      false,
    );
  });

  describe('as tools', () => {
    const stopping = new AbortController();
    let project: McpProject;
    let client: Client;

    beforeEach(async () => {
      project = await mcpProject(4);
      process.env['SWARM_CACHE'] = project.cache;
      process.env[meterVariable] = JSON.stringify({ inputTokens: 900, outputTokens: 100 });
      const options = { port: undefined, folder: project.repository.root, mahavishnu: 'off' };
      const context = createContext({ options, program: meteredCli, stopping: stopping.signal });
      const [near, far] = InMemoryTransport.createLinkedPair();
      await createServer(context).connect(far);
      client = new Client({ name: 'a test', version: '1' });
      await client.connect(near);
      // From now on, the client holds answers against the shapes that are declared.
      await client.listTools();
    });

    afterEach(async () => {
      delete process.env['SWARM_CACHE'];
      delete process.env[meterVariable];
      await client.close();
      await project.remove();
    });

    it('can be given a budget, and tell what was spent of it', async () => {
      const args = { max_tokens: 2_000, max_workers: 1, max_minutes: 5, max_cost: 5 };
      const answer = await client.callTool({ name: 'swarm_autofix', arguments: args });
      const { run } = answer.structuredContent as { run: RunSummary };
      deepEqual([run.stopReason, run.issues.fixed, run.spending?.inputTokens], ['limit', 2, 1_800]);
      deepEqual(run.spending?.estimateForRest, {
        tasks: 2,
        problems: 2,
        tokens: 2_000,
        cost: null,
      });
      const status = await client.callTool({ name: 'swarm_status', arguments: {} });
      deepEqual((status.structuredContent as { run: RunSummary }).run.spending, run.spending);
      const results = await client.callTool({ name: 'swarm_results', arguments: {} });
      equal(results.isError, undefined);
    });

    it('take only amounts that are amounts', async () => {
      for (const args of [{ max_cost: 0 }, { max_tokens: 0.5 }, { max_minutes: 0 }]) {
        const answer = await client.callTool({ name: 'swarm_autofix', arguments: args });
        equal(answer.isError, true);
      }
    });
  });
});
