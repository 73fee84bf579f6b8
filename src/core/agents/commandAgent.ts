import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { ProcessRequest, RunProcess } from '../base/runProcess.ts';
import type { CommandAgentSettings } from '../protocol/settings.ts';
import type { Agent, AgentContext, AgentReport } from './agent.ts';
import { faultIn } from './agentFault.ts';
import { AgentWords } from './agentWords.ts';
import { type LeashWorld, leashedEnvironment, leashedStart } from './leashedStart.ts';
import { promptOf } from './prompt/promptOf.ts';

/** Of each stream, so much is kept from its beginning and its end. */
const keepBytes = 128 * 1024;

/** Its last words tell why it gave up. */
const lastWordsLength = 2_000;

const shell = process.platform === 'win32' ? undefined : '/bin/sh';

/**
 * A program of the user's choice, started by the shell in the worktree with the prompt on its standard
 * input and in the file `SWARM_PROMPT_FILE`, and the path of the task's JSON in `SWARM_TASK_FILE`.
 * What it says is only logged.
 */
export class CommandAgent implements Agent {
  readonly id: string;
  readonly isForeign = true;
  readonly isUnjudged = true;
  readonly retries: number;
  readonly #settings: CommandAgentSettings;
  readonly #run: RunProcess;
  readonly #leash: LeashWorld;

  constructor(settings: CommandAgentSettings, run: RunProcess, leash: LeashWorld = {}) {
    this.id = settings.id;
    this.retries = settings.retries ?? 0;
    this.#settings = settings;
    this.#run = run;
    this.#leash = leash;
  }

  async attempt(context: AgentContext): Promise<AgentReport> {
    const prompt = await promptOf(context);
    const promptFile = join(dirname(context.taskFilePath), 'prompt.md');
    await writeFile(promptFile, prompt);
    const words = new AgentWords({
      log: context.log,
      said: (text) => context.watcher.said(text),
    });
    const decoders = { stdout: new StringDecoder(), stderr: new StringDecoder() };
    const result = await this.#run({
      ...(await this.#program(context)),
      cwd: context.worktree,
      env: {
        ...leashedEnvironment,
        SWARM_TASK_FILE: context.taskFilePath,
        SWARM_PROMPT_FILE: promptFile,
      },
      input: prompt,
      signal: context.signal,
      keepBytes,
      onOutput: (chunk, stream) => words.write(stream, decoders[stream].write(chunk)),
    });
    words.end();
    if (result.truncated)
      context.log(result.stdout.toString().slice(-lastWordsLength).split('\n').at(-1) ?? '');
    const report = { doubts: new Map(), overallDoubt: undefined };
    const errors = result.truncated
      ? [`${this.id} flooded its output; the middle was left out`]
      : [];
    if (result.exitCode === 0) return { ...report, errors };
    const output = `${result.stdout.toString()}\n${result.stderr}`;
    const { kind } = faultIn(output.slice(-lastWordsLength));
    const how = `${this.id} ended with exit code ${result.exitCode}`;
    return { ...report, errors: [how, ...errors], isLimited: kind === 'limited' };
  }

  async #program(context: AgentContext): Promise<Pick<ProcessRequest, 'command' | 'args'>> {
    const { command } = this.#settings;
    if (shell === undefined || (this.#settings.confine ?? 'off') === 'off') return { command };
    const program = { command: shell, args: ['-c', command] };
    return (await leashedStart(program, this.#settings, context, this.#leash)).program;
  }
}
