import type { RunProcess } from '../base/runProcess.ts';
import type { CommandAgentSettings } from '../protocol/settings.ts';
import type { Agent, AgentContext, AgentReport } from './agent.ts';
import { promptFor } from './prompt.ts';

/** Of each stream, so much is kept from its beginning and its end for the log. */
const keepBytes = 128 * 1024;

/** Variables that would lead a program's git to another place than the worktree it is started in. */
const gitVariables = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR'];

/**
 * A program of the user's choice, started by the shell in the worktree with the prompt on its
 * standard input and the path of the task's JSON in `SWARM_TASK_FILE`. What it says is only logged.
 */
export class CommandAgent implements Agent {
  readonly id: string;
  readonly isForeign = true;
  readonly isUnjudged = true;
  readonly #command: string;
  readonly #run: RunProcess;

  constructor(settings: CommandAgentSettings, run: RunProcess) {
    this.id = settings.id;
    this.#command = settings.command;
    this.#run = run;
  }

  async attempt(context: AgentContext): Promise<AgentReport> {
    const result = await this.#run({
      command: this.#command,
      cwd: context.worktree,
      env: {
        ...Object.fromEntries(gitVariables.map((name) => [name, undefined])),
        SWARM_TASK_FILE: context.taskFilePath,
      },
      input: promptFor(context.task, context.issues, context.note),
      signal: context.signal,
      keepBytes,
    });
    const output = `${result.stdout.toString()}${result.stderr}`.trim();
    if (output !== '') context.log(output);
    const failed = result.exitCode !== 0;
    const errors = failed ? [`${this.id} ended with exit code ${result.exitCode}`] : [];
    if (result.truncated) errors.push(`${this.id} flooded its output; the middle was left out`);
    return { doubts: new Map(), overallDoubt: undefined, errors };
  }
}
