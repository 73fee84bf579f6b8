import type { Command } from 'commander';
import type { CliContext } from '../cliContext.ts';

export function addCancelCommand(program: Command, context: CliContext): void {
  program
    .command('cancel')
    .description('stop the run that is going on; what has finished is kept')
    .argument('[run]', 'only if it is this one')
    .action(async (runId: string | undefined) => {
      const swarm = await context.openSwarm();
      context.output.print(`Run ${await swarm.cancel(runId)} was asked to stop.`);
    });
}
