import type { Command } from 'commander';
import { usualServer } from '../../core/mahavishnu/serverAddress.ts';
import type { BackendHealth, SwarmStatus } from '../../core/swarmStatus.ts';
import type { CliContext } from '../cliContext.ts';
import { localTime } from '../output/localTime.ts';
import type { Output } from '../output/output.ts';
import { wrapText } from '../output/wrapText.ts';

interface StatusOptions {
  readonly json?: boolean;
  readonly mahavishnu: string;
}

const labelWidth = 10;

/** A label, and what it stands for: all of it below each other. */
function lineFor(label: string, text: string, { width }: Output): string[] {
  return wrapText(`${label.padEnd(labelWidth)}${text}`, width, labelWidth);
}

function healthText({ backend, health }: BackendHealth): string {
  return health.available
    ? `${backend}: ready, ${health.detail}`
    : `${backend}: not used, ${health.reason}`;
}

function formatStatus(status: SwarmStatus, output: Output, now: number): string[] {
  const { run, rung, workers, queued, toReview, lastModeChange: change } = status;
  const isIdle = run === null;
  const running = `run ${run}, process ${status.process}, ${queued} queued`;
  const lines: (readonly [string, string])[] = [
    ['workers', isIdle ? `${rung} (for the next run)` : rung],
    ...status.health.map((one) => ['health', healthText(one)] as const),
    ['now', isIdle ? 'no run is going on' : running],
    ...workers.map(({ workerId, taskId, since }) => {
      return ['', `${workerId} on ${taskId} since ${localTime(since, now)}`] as const;
    }),
    ['review', `${toReview} to review`],
  ];
  if (change !== null) {
    const { at, from, to, reason } = change;
    const steps = `${from === 'none' ? 'start' : from} → ${to}`;
    lines.push([isIdle ? 'last run' : 'changed', `${localTime(at, now)} ${steps}: ${reason}`]);
  }
  return lines.flatMap(([label, text]) => lineFor(label, text, output));
}

export function addSwarmCommand(program: Command, context: CliContext): void {
  const swarm = program.command('swarm').description('who does the work');
  swarm
    .command('status')
    .description('who would work, and if not, why; who is at work; what waits for review')
    .option('--mahavishnu <url>', 'a server that lends workers, or "off"', usualServer)
    .option('--json', 'one JSON document')
    .action(async (options: StatusOptions) => {
      const server = await context.serverAt(options.mahavishnu);
      const status = await (await context.openSwarm()).status(server);
      if (options.json) context.output.print(JSON.stringify(status, undefined, 2));
      else {
        const { output, host } = context;
        for (const line of formatStatus(status, output, host.now())) output.print(line);
      }
    });
}
