import type { Command } from 'commander';
import { count } from '../../core/base/count.ts';
import { reportRun } from '../../core/manager/runReport.ts';
import type { RunView, TaskView } from '../../core/manager/runView.ts';
import type { CliContext } from '../cliContext.ts';
import type { Output } from '../output/output.ts';
import { formatTable } from '../output/table.ts';

interface ListOptions {
  readonly json?: boolean;
  readonly all?: boolean;
}

/** How many issues got which verdict, in a few words. */
function summarize(task: TaskView): string {
  const counts = new Map<string, number>();
  for (const { verdict } of task.result?.verdicts ?? []) {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  if (counts.size === 0) return task.reason;
  return [...counts].map(([verdict, number]) => `${number} ${verdict}`).join(', ');
}

function formatRun(view: RunView, output: Output): string[] {
  const { runId } = view.record;
  const { found, fixed } = reportRun(view).issues;
  const state = view.stopReason ?? 'going on';
  const heading = `${runId}  ${fixed} of ${count(found, 'problem')} fixed (${state})`;
  const shown = [...view.tasks.values()].filter((task) => task.reason !== retried);
  const columns = [
    { title: '  task' },
    { title: 'state' },
    { title: 'verdicts' },
    { title: 'files', mayShrink: true },
  ];
  const rows = shown.map((task) => [
    `  ${task.task.taskId}`,
    task.result?.success === true && task.state === 'ready' ? 'verified' : task.state,
    summarize(task),
    task.task.filePaths.join(', '),
  ]);
  const table = rows.length === 0 ? [] : formatTable(columns, rows, output.width);
  return [output.style('bold', heading), ...table];
}

const retried = 'tried again in the next round';

export function addListCommand(program: Command, context: CliContext): void {
  program
    .command('list')
    .description('runs and tasks, and where they stand')
    .option('--all', 'every run, not only the latest')
    .option('--json', 'one JSON document')
    .action(async (options: ListOptions) => {
      const { output } = context;
      const runs = await (await context.openSwarm()).runs();
      const shown = options.all || options.json ? runs : runs.slice(-1);
      if (options.json) {
        output.print(
          JSON.stringify({ schemaVersion: 1, runs: shown.map(reportRun) }, undefined, 2),
        );
        return;
      }
      if (runs.length === 0)
        output.print('No run yet. Start one with "swarm-autofix run --ai-fix".');
      for (const view of shown) for (const line of formatRun(view, output)) output.print(line);
      const older = runs.length - shown.length;
      if (older > 0) output.print(`\n${count(older, 'older run')}: swarm-autofix list --all`);
    });
}
