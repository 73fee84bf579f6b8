import type { Command } from 'commander';
import { findTask } from '../../core/manager/taskSelection.ts';
import type { CliContext } from '../cliContext.ts';
import { retryTasks } from '../executeRun.ts';

export function addRetryCommand(program: Command, context: CliContext): void {
  program
    .command('retry')
    .description('try the problems of tasks again, in a new run')
    .argument('<tasks...>', 'such as t03, or <run>/t03')
    .action(async (names: string[]) => {
      const swarm = await context.openSwarm();
      const runs = await swarm.runs();
      await retryTasks(
        context,
        swarm,
        names.map((name) => findTask(runs, name)),
      );
    });
}
