import { type RunProcess, runProcess } from '../base/runProcess.ts';
import { SwarmError } from '../base/swarmError.ts';
import { ImmutableAnswers } from './immutableAnswers.ts';
import { quietConfiguration, quietEnvironment } from './quietGit.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface GitCall {
  readonly env?: Environment;
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal | undefined;
  /** Exit codes that are an answer, not a failure. */
  readonly allow?: readonly number[];
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly bytes: Buffer;
  /** Standard output as text, without the last line break. */
  readonly text: string;
  /** What git said on its standard error. */
  readonly complaint: string;
}

const timeLimitMinutes = 10;

/** The line that tells the reason, out of all that git said. */
function mainLine(complaint: string): string {
  const lines = complaint.trim().split(/\r?\n/);
  return lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1) ?? '';
}

/** Runs git in one folder, without prompts, hooks, signatures or translations. */
export class GitCommand {
  readonly cwd: string;
  readonly #runProcess: RunProcess;
  readonly #env: Environment;
  /** What is known about objects; shared by all that stem from one. */
  readonly answers: ImmutableAnswers;

  /** @param env variables for every call, such as `GIT_INDEX_FILE`. */
  constructor(
    cwd: string,
    run: RunProcess = runProcess,
    env: Environment = {},
    answers = new ImmutableAnswers(),
  ) {
    this.cwd = cwd;
    this.#runProcess = run;
    this.#env = env;
    this.answers = answers;
  }

  /** The same, in another folder. */
  at(cwd: string): GitCommand {
    return new GitCommand(cwd, this.#runProcess, this.#env, this.answers);
  }

  /** The same, with more variables. */
  with(env: Environment): GitCommand {
    return new GitCommand(this.cwd, this.#runProcess, { ...this.#env, ...env }, this.answers);
  }

  /**
   * @returns the exit code and what was printed.
   * @throws {SwarmError} `git` with git's own words when the exit code is neither 0 nor allowed,
   * or when the command takes more than ten minutes; `cancelled` when the signal fired;
   * `process` when there is no git.
   */
  async run(args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
    const result = await this.#runProcess({
      command: 'git',
      args: [...quietConfiguration, ...args],
      cwd: this.cwd,
      env: { ...quietEnvironment, ...this.#env, ...call.env },
      ...(call.input === undefined ? {} : { input: call.input }),
      signal: call.signal,
      timeoutMs: timeLimitMinutes * 60_000,
      keepBytes: 1024 * 1024 * 1024,
    });
    const { exitCode, stdout, stderr } = result;
    if (exitCode === null || (exitCode !== 0 && !call.allow?.includes(exitCode))) {
      const words = result.timedOut
        ? `it took more than ${timeLimitMinutes} minutes`
        : mainLine(stderr) || `exit code ${exitCode}`;
      throw new SwarmError('git', `git ${args[0]} failed in ${this.cwd}: ${words}`, result);
    }
    return {
      exitCode,
      bytes: stdout,
      complaint: stderr,
      get text() {
        return stdout.toString().replace(/\r?\n$/, '');
      },
    };
  }

  /** What {@link run} prints, as text without the last line break. */
  async text(args: readonly string[], call: GitCall = {}): Promise<string> {
    return (await this.run(args, call)).text;
  }

  /** What {@link run} prints with `-z`, cut at each NUL. */
  async list(args: readonly string[], call: GitCall = {}): Promise<string[]> {
    const { bytes } = await this.run(args, call);
    return bytes
      .toString()
      .split('\0')
      .filter((entry) => entry.length > 0);
  }

  /** True for exit code 0, false for 1. */
  async succeeds(args: readonly string[], call: GitCall = {}): Promise<boolean> {
    return (await this.run(args, { ...call, allow: [1] })).exitCode === 0;
  }
}
