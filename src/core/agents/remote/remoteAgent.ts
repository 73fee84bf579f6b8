import { dirname } from 'node:path';
import type { RunProcess } from '../../base/runProcess.ts';
import { isCancellation, messageOf, SwarmError } from '../../base/swarmError.ts';
import { unpackFix } from '../../bundles/fixBundle.ts';
import { withScratchRepository } from '../../bundles/scratchRepository.ts';
import { type PackedTask, packTask, type RemoteOrder } from '../../bundles/taskBundle.ts';
import type { GitCommand } from '../../git/gitCommand.ts';
import type { RemoteAgentSettings } from '../../protocol/settings.ts';
import type { TaskFile } from '../../protocol/taskFile.ts';
import type { Agent, AgentContext, AgentReport } from '../agent.ts';
import { FloodGate } from '../floodGate.ts';
import { takeFix } from './takeFix.ts';

/** A bundle with edits in it is smaller by far. */
const answerBytes = 64 * 1024 * 1024;

/** Of its complaints so much is kept, half of it from the beginning and half from the end. */
const complaintBytes = 64 * 1024;

/** Who complains longer than that never ends. */
const floodBytes = 16 * 1024 * 1024;

/** A line that is longer is for nobody to read. */
const lineLength = 1_000;

/** How long the worker over there may take to end what it has started, and tidy up. */
const graceMs = 3_000;

/**
 * The runner of another machine, which shares no files with this one. It gets the files and the
 * problems as a bundle, and gives back a bundle with edits; what it says of them is only logged.
 */
export class RemoteAgent implements Agent {
  readonly id: string;
  readonly isForeign = true;
  readonly isUnjudged = true;
  readonly #settings: RemoteAgentSettings;
  readonly #run: RunProcess;
  readonly #file: TaskFile;

  /** @param file the order that it works for. */
  constructor(settings: RemoteAgentSettings, run: RunProcess, file: TaskFile) {
    this.id = settings.id;
    this.#settings = settings;
    this.#run = run;
    this.#file = file;
  }

  async attempt(context: AgentContext): Promise<AgentReport> {
    const scratch = { folder: dirname(context.taskFilePath), beside: context.git };
    const errors = await withScratchRepository(scratch, (git) => this.#exchange(git, context));
    return { doubts: new Map(), overallDoubt: undefined, errors };
  }

  async #exchange(scratch: GitCommand, context: AgentContext): Promise<readonly string[]> {
    const { git: worktree, signal } = context;
    const { bytes, start } = await this.#pack(scratch, context);
    const answer = await this.#carry(bytes, context);
    const { fix, report } = await read(() => unpackFix(scratch, answer, signal));
    if (report.log !== '') context.log(report.log);
    if (fix === undefined) return report.errors.map((words) => this.#say(words));
    const { checkers } = this.#file;
    const taken = { worktree, start, scratch, fix, checkers, signal };
    const leftOut = await read(() => takeFix(taken));
    const notes = leftOut.length === 0 ? [] : [describeLeftOut(leftOut)];
    return [...report.errors, ...notes].map((words) => this.#say(words));
  }

  #say(words: string): string {
    return `${this.id}: ${words}`;
  }

  async #pack(scratch: GitCommand, context: AgentContext): Promise<PackedTask> {
    const { git, signal, start } = context;
    try {
      return await packTask(scratch, start, this.#order(context), signal);
    } catch (error) {
      if (isCancellation(error) || !(await isPartialClone(git))) throw error;
      const cause = 'git has not fetched all files of this partial clone';
      const advice = 'bring them with "git fetch --refetch --no-filter"';
      throw complaint(`cannot be sent the project, as ${cause}; ${advice}`, error);
    }
  }

  #order({ task, issues, note }: AgentContext): RemoteOrder {
    const { orderId, checkers, knownSources, timeoutSeconds, setupCommand } = this.#file;
    const { agents } = this.#settings;
    const words = note === '' ? {} : { note };
    const job = { kind: 'fix', task: { ...task, issues }, agents, verify: true, ...words } as const;
    return { version: 1, orderId, job, checkers, knownSources, timeoutSeconds, setupCommand };
  }

  async #carry(input: Buffer, { worktree, signal, log }: AgentContext): Promise<Buffer> {
    const { command } = this.#settings;
    const flood = new FloodGate({ stdout: answerBytes, stderr: floodBytes });
    const { exitCode, stdout, stderr } = await flood.guard(() =>
      this.#run({
        ...{ command, cwd: worktree, input, graceMs },
        signal: AbortSignal.any([signal, flood.signal]),
        ...{ keepBytes: answerBytes, keepErrorBytes: complaintBytes / 2 },
        onOutput: (chunk, stream) => flood.count(chunk, stream),
      }),
    );
    if (stderr.trim() !== '') log(stderr.trim());
    if (exitCode === 0) return stdout;
    const last = stderr.trim().split('\n').at(-1)?.slice(-lineLength) ?? '';
    throw complaint(`ended with exit code ${exitCode}${last === '' ? '' : `: ${last}`}`);
  }
}

/** What went wrong, in words that go on after the agent's name. */
function complaint(words: string, original?: unknown): SwarmError {
  return new SwarmError('process', words, original);
}

async function read<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCancellation(error)) throw error;
    throw complaint(`sent back what cannot be used: ${messageOf(error)}`, error);
  }
}

async function isPartialClone(git: GitCommand): Promise<boolean> {
  return git.succeeds(['config', '--get-regexp', '^remote\\..*\\.promisor$']);
}

function describeLeftOut(files: readonly string[]): string {
  const verb = files.length === 1 ? 'says' : 'say';
  return `left out: ${files.join(', ')}, which ${verb} how the project is checked`;
}
