import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { systemClock } from '../../core/base/clock.ts';
import { SwarmError } from '../../core/base/swarmError.ts';
import { takeServerToken } from '../../core/runner/serverToken.ts';
import type { CliContext } from '../cliContext.ts';
import { takeStandardOutput } from '../takeStandardOutput.ts';
import { withInterrupt } from '../withInterrupt.ts';
import { withParent } from '../withParent.ts';

interface WorkerOptions {
  readonly task?: string;
  readonly stdin?: boolean;
  readonly desk?: string;
  readonly bundle?: boolean;
}

const help = `
The task runner. The task folder holds task.json; events.jsonl grows while it
runs, and result.json appears once, when it has ended. With --stdin it takes
folders from standard input, a line each, keeps its checkers warm between them,
and ends with its input. With --desk it does the same with files in place of
standard input and output, for where a client cannot hold these. With --bundle
it is the other end of a remote agent: a git bundle with a task comes on
standard input, one with the edits goes to standard output, and nothing stays.`;

/** @throws {SwarmError} `input` when what comes is no task. */
async function workOnBundle(): Promise<void> {
  const { runBundledTask } = await import('../../core/runner/bundledTask.ts');
  // What it starts has no business with it, and no agent that works here needs it.
  takeServerToken();
  const send = takeStandardOutput();
  const bundle = await buffer(process.stdin);
  const answer = await withInterrupt((interrupt) =>
    withParent((orphaned) => runBundledTask(bundle, AbortSignal.any([interrupt, orphaned]))),
  );
  await send(answer);
  process.exit();
}

async function work(options: WorkerOptions): Promise<void> {
  // Meant for this process alone, not for the programs that it starts.
  delete process.env['NODE_COMPILE_CACHE'];
  // Whoever has started it goes on typing meanwhile.
  if (options.task === undefined) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // The runner is loaded only where it is needed: it is most of the program.
  const { Worker, serveWorker } = await import('../../core/runner/worker.ts');
  if (options.stdin) {
    await serveWorker(process.stdin, process.stdout);
    // A plugin of the project's own tools may hold a timer or a socket for ever.
    process.exit();
  }
  if (options.bundle) await workOnBundle();
  if (options.desk !== undefined) {
    const { serveDesk } = await import('../../core/runner/serveDesk.ts');
    await serveDesk(resolve(options.desk));
    process.exit();
  }
  if (options.task === undefined) {
    throw new SwarmError('usage', 'worker takes --task DIR, --desk DIR, --stdin, or --bundle.');
  }
  const worker = new Worker(() => undefined, systemClock, takeServerToken());
  const directory = resolve(options.task);
  if (!existsSync(directory)) throw new SwarmError('usage', `There is no folder ${directory}.`);
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
    .option('--desk <dir>', 'take task folders from a folder that a client has prepared')
    .option('--bundle', 'take one task as a git bundle, and give one back')
    .addHelpText('after', help)
    .action(work);
}
