import type { Command } from 'commander';
import { readTextIfExists } from '../../core/base/atomicFile.ts';
import { reportTask } from '../../core/manager/runReport.ts';
import { taskSpendingWords } from '../../core/manager/spendingWords.ts';
import { findTask } from '../../core/manager/taskSelection.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import type { TaskReport } from '../../core/protocol/runReport.ts';
import { TaskFolder } from '../../core/runner/taskFolder.ts';
import type { CliContext } from '../cliContext.ts';
import type { Output } from '../output/output.ts';
import { duration } from '../output/words.ts';

function formatTask(report: TaskReport, why: string, output: Output): string[] {
  const { taskId, state, success, agent, workerId, durationSeconds, spending } = report;
  const verified = success && state === 'ready' ? ', verified' : '';
  const who = workerId === '' ? '' : `by ${agent || 'no agent'} on ${workerId}, `;
  return [
    output.style('bold', `${taskId}  ${state}${verified}`),
    `why      ${why}`,
    `files    ${report.filePaths.join(', ')}`,
    `work     ${who}${duration(durationSeconds)}`,
    ...(spending === undefined ? [] : [`spent    ${taskSpendingWords(spending)}`]),
    ...(report.commit === null ? [] : [`commit   ${report.commit}`]),
    ...report.errors.map((error) => `error    ${error}`),
    '',
    ...report.issues.map(
      (issue) =>
        `${issue.verdict.padEnd(10)} ${issue.file}:${issue.line}:${issue.column} ${ruleName(issue)} ${issue.message}${issue.reason === '' ? '' : `\n${' '.repeat(11)}${issue.reason}`}`,
    ),
  ];
}

export function addShowCommand(program: Command, context: CliContext): void {
  program
    .command('show')
    .description('one task: its verdicts and its log')
    .argument('<task>', 'such as t03, or <run>/t03')
    .option('--json', 'one JSON document')
    .action(async (name: string, options: { readonly json?: boolean }) => {
      const { output } = context;
      const swarm = await context.openSwarm();
      const { run, task } = findTask(await swarm.runs(), name);
      const report = reportTask(run, task);
      if (options.json) {
        output.print(JSON.stringify({ schemaVersion: 1, task: report }, undefined, 2));
        return;
      }
      for (const line of formatTask(report, task.task.reason, output)) output.print(line);
      const [orderId = ''] = task.task.taskId.split('.');
      const folder = new TaskFolder(swarm.store.taskDirectory(run.record.runId, orderId));
      const log = await readTextIfExists(folder.logPath);
      if (log !== undefined) output.print(`\n${output.style('bold', 'log')}\n${log.trimEnd()}`);
    });
}
