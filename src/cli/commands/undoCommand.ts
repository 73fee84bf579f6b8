import type { Command } from 'commander';
import { count } from '../../core/base/count.ts';
import type { CliContext } from '../cliContext.ts';

export function addUndoCommand(program: Command, context: CliContext): void {
  program
    .command('undo')
    .description('take a merge back, the last one when none is named; later edits are kept')
    .argument('[merge]', 'its id, as "merge" said it')
    .action(async (mergeId: string | undefined) => {
      const swarm = await context.openSwarm();
      const undone = await swarm.mergeDesk.undo(mergeId);
      await swarm.noteDecision(undone.mergeId, 'undone');
      const files = count(undone.files.length, 'file');
      const tasks = undone.tasks.length === 0 ? '' : `; ready again: ${undone.tasks.join(', ')}`;
      context.output.print(`Took ${undone.mergeId} back in ${files}${tasks}.`);
    });
}
