import type { Command } from 'commander';
import { SwarmError } from '../../core/base/swarmError.ts';
import { parseMergeRequests } from '../../core/manager/taskSelection.ts';
import type { CliContext } from '../cliContext.ts';
import { exitCode } from '../exitCode.ts';
import { formatMerge } from '../output/mergeText.ts';
import { withInterrupt } from '../withInterrupt.ts';

interface MergeOptions {
  readonly verified?: boolean;
  readonly json?: boolean;
}

const help = `
Examples:
  swarm-autofix merge t03 t05
  swarm-autofix merge t03:src/a.ts         one file of a task
  swarm-autofix merge t03:src/a.ts#1,3     two hunks of that file
  swarm-autofix merge --verified           all that is proven, checked together`;

async function merge(context: CliContext, names: string[], options: MergeOptions): Promise<void> {
  const namesTasks = names.length > 0;
  if (namesTasks === (options.verified ?? false)) {
    throw new SwarmError('usage', 'merge takes tasks, or --verified; see "swarm-autofix list".');
  }
  const swarm = await context.openSwarm();
  const report = await withInterrupt(async (signal) =>
    options.verified
      ? swarm.mergeVerified(signal)
      : swarm.mergeDesk.merge(parseMergeRequests(await swarm.runs(), names), { signal }),
  );
  // What is merged because it is proven says nothing about what a person thinks of it.
  if (namesTasks) await swarm.noteDecision(report.mergeId, 'accepted');
  if (options.json) {
    context.output.print(JSON.stringify({ schemaVersion: 1, ...report }, undefined, 2));
  } else {
    for (const line of formatMerge(report, context.output)) context.output.print(line);
  }
  const isAll = report.conflicted.length === 0 && report.doubted.length === 0;
  context.setExitCode(isAll ? exitCode.allFixed : exitCode.someLeft);
}

export function addMergeCommand(program: Command, context: CliContext): void {
  program
    .command('merge')
    .description('bring fixes into the working tree; nothing that was edited since is overwritten')
    .argument('[tasks...]', 'tasks, files of tasks, hunks of files')
    .option('--verified', 'all that is proven to be fixed')
    .option('--json', 'one JSON document')
    .addHelpText('after', help)
    .action((names: string[], options: MergeOptions) => merge(context, names, options));
}
