import type { Command } from 'commander';
import { SwarmError } from '../../core/base/swarmError.ts';
import { patchBetween } from '../../core/git/diff.ts';
import { findTask } from '../../core/manager/taskSelection.ts';
import type { CliContext } from '../cliContext.ts';

export function addDiffCommand(program: Command, context: CliContext): void {
  program
    .command('diff')
    .description('the patch of one task')
    .argument('<task>', 'such as t03, or <run>/t03')
    .argument('[paths...]', 'only these files, relative to the repository')
    .action(async (name: string, paths: string[]) => {
      const swarm = await context.openSwarm();
      const { task } = findTask(await swarm.runs(), name);
      const { result } = task;
      if (result === undefined || result.commit === null) {
        throw new SwarmError('state', `${name} is ${task.state}: it has changed nothing.`);
      }
      const color = context.output.hasColor;
      const { git } = swarm.repository;
      const patch = await patchBetween(git, result.parent, result.commit, { paths, color });
      context.output.print(patch.toString().trimEnd());
    });
}
