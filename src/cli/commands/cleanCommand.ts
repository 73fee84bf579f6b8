import type { Command } from 'commander';
import { count } from '../../core/base/count.ts';
import type { CliContext } from '../cliContext.ts';

export function addCleanCommand(program: Command, context: CliContext): void {
  program
    .command('clean')
    .description('remove worktrees and finished runs; never what is unreviewed, unless --all')
    .option('--all', 'also what is unreviewed, and how to take merges back')
    .action(async (options: { readonly all?: boolean }) => {
      const swarm = await context.openSwarm();
      const report = await swarm.clean(options.all ?? false);
      const runs = count(report.removedRuns.length, 'run');
      context.output.print(`Removed ${count(report.worktrees, 'worktree')} and ${runs}.`);
      for (const [runId, number] of report.keptRuns) {
        context.output.print(`Kept run ${runId}: ${count(number, 'task')} to review.`);
      }
    });
}
