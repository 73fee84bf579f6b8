import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { CliContext } from '../cliContext.ts';
import { withInterrupt } from '../withInterrupt.ts';

interface WorkerOptions {
  readonly task?: string;
  readonly stdin?: boolean;
}

const help = `
The task runner. DIR holds task.json; events.jsonl grows while it runs, and result.json appears
once, when it has ended. With --stdin it takes folders from standard input, a line each, keeps its
checkers warm between them, and ends with its input.`;

async function work(options: WorkerOptions): Promise<void> {
  // Meant for this process alone, not for the programs that it starts.
  delete process.env['NODE_COMPILE_CACHE'];
  // The runner is loaded only where it is needed: it is most of the program.
  const { Worker, serveWorker } = await import('../../core/runner/worker.ts');
  if (options.stdin) {
    // Whoever has started it goes on typing meanwhile.
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    await serveWorker(process.stdin, process.stdout);
    // A plugin of the project's own tools may hold a timer or a socket for ever.
    process.exit();
  }
  if (options.task === undefined) {
    throw new SwarmError('usage', 'worker takes --task DIR, or --stdin.');
  }
  const worker = new Worker();
  const directory = resolve(options.task);
  try {
    await withInterrupt((signal) => worker.run(directory, signal));
  } finally {
    await worker.dispose();
  }
}

export function addWorkerCommand(program: Command, _context: CliContext): void {
  program
    .command('worker')
    .description('run one task; started by clients')
    .option('--task <dir>', 'the task folder')
    .option('--stdin', 'take task folders from standard input')
    .addHelpText('after', help)
    .action(work);
}
