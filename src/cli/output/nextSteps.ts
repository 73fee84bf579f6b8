import { count } from '../../core/base/count.ts';
import type { RunReport, TaskReport } from '../../core/protocol/runReport.ts';
import type { Output } from './output.ts';

function line(output: Output, number: number, what: string, command: string): string[] {
  if (number === 0) return [];
  return [`  ${count(number, 'task')} ${what}: ${output.style('bold', command)}`];
}

/** Where to go from here. */
export function formatNextSteps(report: RunReport, output: Output): string[] {
  const ready = report.tasks.filter((task) => task.state === 'ready');
  const isVerified = (task: TaskReport): boolean => task.success;
  const judge = ready.find((task) => !task.success);
  const failed = report.tasks.filter((task) => task.state === 'failed');
  const first = judge?.taskId ?? '';
  const steps = [
    ...line(output, ready.filter(isVerified).length, 'verified', 'swarm-autofix merge --verified'),
    ...line(
      output,
      ready.filter((task) => !task.success).length,
      'for you to judge',
      `swarm-autofix diff ${first}`,
    ),
    ...line(output, failed.length, 'that nothing could mend', 'swarm-autofix list'),
  ];
  return steps.length === 0 ? [] : ['', 'Next:', ...steps];
}
