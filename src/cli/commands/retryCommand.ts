import type { Command } from 'commander';
import { findTask } from '../../core/manager/taskSelection.ts';
import type { CliContext } from '../cliContext.ts';
import { retryTasks } from '../executeRun.ts';

interface RetryOptions {
  readonly note?: string;
}

export function addRetryCommand(program: Command, context: CliContext): void {
  program
    .command('retry')
    .description('try the problems of tasks again, in a new run')
    .argument('<tasks...>', 'such as t03, or <run>/t03')
    .option('--note <text>', 'what agents shall know, in your own words')
    .action(async (names: string[], { note }: RetryOptions) => {
      const swarm = await context.openSwarm();
      const runs = await swarm.runs();
      await retryTasks(
        context,
        swarm,
        names.map((name) => findTask(runs, name)),
        note,
      );
    });
}
