import { type RunProcess, runProcess } from '../base/runProcess.ts';
import { SwarmError } from '../base/swarmError.ts';

export interface GitCall {
  readonly env?: Readonly<Record<string, string | undefined>>;
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
}

const timeLimitMs = 120_000;

/** Nothing of ours may ask, sign, run the user's hooks, watch the file system or collect garbage. */
const quietConfiguration = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.quotePath', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['advice.detachedHead', 'false'],
  ['merge.renames', 'false'],
  ['diff.external', ''],
  ['diff.noprefix', 'false'],
  ['diff.mnemonicPrefix', 'false'],
  ['color.ui', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const identity = { name: 'Swarm Autofix', email: 'swarm-autofix@localhost' };

/** Variables that would point git elsewhere than at the folder it is called in. */
const foreignVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
];

const quietEnvironment: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(foreignVariables.map((name) => [name, undefined])),
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_EDITOR: 'true',
  GIT_ASKPASS: 'true',
  SSH_ASKPASS: 'true',
  LC_ALL: 'C',
  GIT_AUTHOR_NAME: identity.name,
  GIT_AUTHOR_EMAIL: identity.email,
  GIT_COMMITTER_NAME: identity.name,
  GIT_COMMITTER_EMAIL: identity.email,
};

/** Runs git in one folder, without prompts, hooks, signatures or translations. */
export class GitCommand {
  readonly cwd: string;
  readonly #runProcess: RunProcess;

  constructor(cwd: string, run: RunProcess = runProcess) {
    this.cwd = cwd;
    this.#runProcess = run;
  }

  /** The same, in another folder. */
  at(cwd: string): GitCommand {
    return new GitCommand(cwd, this.#runProcess);
  }

  /**
   * @returns the exit code and what was printed.
   * @throws {SwarmError} `git` with git's own words when the exit code is neither 0 nor allowed,
   * or when the command takes more than two minutes; `cancelled` when the signal fired.
   */
  async run(args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
    const result = await this.#runProcess({
      command: 'git',
      args: [...quietConfiguration, ...args],
      cwd: this.cwd,
      env: { ...quietEnvironment, ...call.env },
      ...(call.input === undefined ? {} : { input: call.input }),
      signal: call.signal,
      timeoutMs: timeLimitMs,
      keepBytes: 1024 * 1024 * 1024,
    });
    const { exitCode } = result;
    if (exitCode === null || (exitCode !== 0 && !call.allow?.includes(exitCode))) {
      const words = result.timedOut ? 'it took more than two minutes' : result.stderr.trim();
      throw new SwarmError('git', `git ${args[0]} failed in ${this.cwd}: ${words}`, result);
    }
    return {
      exitCode,
      bytes: result.stdout,
      get text() {
        return result.stdout.toString().replace(/\r?\n$/, '');
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
}
