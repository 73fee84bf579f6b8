import { dirname } from 'node:path';
import type { RunProcess } from '../../base/runProcess.ts';
import { isCancellation, messageOf, SwarmError } from '../../base/swarmError.ts';
import { unpackFix } from '../../bundles/fixBundle.ts';
import { withScratchRepository } from '../../bundles/scratchRepository.ts';
import { packTask, type RemoteOrder } from '../../bundles/taskBundle.ts';
import type { GitCommand } from '../../git/gitCommand.ts';
import type { RemoteAgentSettings } from '../../protocol/settings.ts';
import type { TaskFile } from '../../protocol/taskFile.ts';
import type { Agent, AgentContext, AgentReport } from '../agent.ts';
import { takeFix } from './takeFix.ts';

/** A bundle with edits in it is smaller by far. */
const answerBytes = 64 * 1024 * 1024;

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
    const { bytes, start } = await packTask(scratch, context.start, this.#order(context));
    const answer = await this.#carry(bytes, context);
    const { fix, report } = await read(() => unpackFix(scratch, answer, signal));
    if (report.log !== '') context.log(report.log);
    if (fix !== undefined) {
      await read(() => takeFix({ worktree, start, scratch, fix, signal }));
    }
    return report.errors.map((words) => `${this.id}: ${words}`);
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
    const request = { command, cwd: worktree, input, signal, keepBytes: answerBytes };
    const { exitCode, stdout, stderr, truncated } = await this.#run(request);
    if (stderr.trim() !== '') log(stderr.trim());
    if (truncated) throw complaint('sent more than anybody wants to read');
    if (exitCode === 0) return stdout;
    const last = stderr.trim().split('\n').at(-1) ?? '';
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
