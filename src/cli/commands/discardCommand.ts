import type { Command } from 'commander';
import { count } from '../../core/base/count.ts';
import { findTask } from '../../core/manager/taskSelection.ts';
import type { CliContext } from '../cliContext.ts';

export function addDiscardCommand(program: Command, context: CliContext): void {
  program
    .command('discard')
    .description('say no to the edits of tasks')
    .argument('<tasks...>', 'such as t03, or <run>/t03')
    .action(async (names: string[]) => {
      const swarm = await context.openSwarm();
      const runs = await swarm.runs();
      await swarm.discard(names.map((name) => findTask(runs, name)));
      context.output.print(`Discarded ${count(names.length, 'task')}.`);
    });
}
