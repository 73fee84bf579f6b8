import type { Command } from 'commander';
import { usualServer } from '../../core/mahavishnu/serverAddress.ts';
import type { SwarmStatus } from '../../core/swarmStatus.ts';
import type { CliContext } from '../cliContext.ts';

interface StatusOptions {
  readonly json?: boolean;
  readonly mahavishnu: string;
}

function formatStatus(status: SwarmStatus): string[] {
  const { run, workers, lastModeChange: change } = status;
  const running =
    run === null
      ? ['no run is going on']
      : [`run ${run}, process ${status.process}, ${status.queued} queued`];
  const health = status.health.map(({ backend, health: one }) =>
    one.available ? `${backend}: ${one.detail}` : `${backend}: ${one.reason}`,
  );
  return [
    `rung      ${status.rung}`,
    ...health.map((line) => `health    ${line}`),
    `now       ${running.join('')}`,
    ...workers.map((one) => `worker    ${one.workerId} on ${one.taskId} since ${one.since}`),
    `review    ${status.toReview} to review`,
    ...(change === null
      ? []
      : [`changed   ${change.at} ${change.from} → ${change.to}: ${change.reason}`]),
  ];
}

export function addSwarmCommand(program: Command, context: CliContext): void {
  const swarm = program.command('swarm').description('about the workers');
  swarm
    .command('status')
    .description('rung, health of each, workers, queue, last change of mode')
    .option('--mahavishnu <url>', 'a server that lends workers, or "off"', usualServer)
    .option('--json', 'one JSON document')
    .action(async (options: StatusOptions) => {
      const server = await context.serverAt(options.mahavishnu);
      const status = await (await context.openSwarm()).status(server);
      if (options.json) context.output.print(JSON.stringify(status, undefined, 2));
      else for (const line of formatStatus(status)) context.output.print(line);
    });
}
