import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { RunReport } from '../../src/core/protocol/runReport.ts';
import type { WrittenAcpAgent } from '../../src/core/protocol/writtenAgent.ts';
import type { Brain } from './model/action.ts';
import type { Faults } from './model/fault.ts';
import { type ScriptedModel, startScriptedModel } from './model/scriptedModel.ts';
import type { AgentProgram } from './programs/agentProgram.ts';
import { prepareProgram } from './programs/prepareProgram.ts';

const cli = resolve(import.meta.dirname, '../../dist/cli.js');
const example = resolve(import.meta.dirname, '../../examples/inventory');

/** Nothing here may lie in a folder for temporary files: those are another matter for a sandbox. */
const scratchRoot = '/var/tmp';

const execute = promisify(execFile);

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly program: AgentProgram;
  readonly brain: Brain;
  readonly faults?: Faults;
  readonly agent?: Omit<WrittenAcpAgent, 'acp' | 'env'>;
  /** By path; the example project without it. */
  readonly files?: Readonly<Record<string, string>>;
  /** A command that complains, in place of the checkers that are found. */
  readonly check?: string;
}

/** A project, a real agent program with a scripted model, and the command line in it. */
export class CliWithAgent {
  readonly folder: string;
  readonly root: string;
  readonly home: string;
  readonly model: ScriptedModel;
  /** In the environment of everything that is started here, as `SWARM_MARK`. */
  readonly mark = randomUUID();
  readonly #check: readonly string[];

  private constructor(folder: string, model: ScriptedModel, { check }: CliOptions) {
    this.folder = folder;
    this.root = join(folder, 'project');
    this.home = join(folder, 'home');
    this.model = model;
    this.#check = check === undefined ? [] : ['--check', check];
  }

  static async open(options: CliOptions): Promise<CliWithAgent> {
    const { program, brain, faults, files, agent = {} } = options;
    const folder = await mkdtemp(join(scratchRoot, 'swarm-agents-'));
    const model = await startScriptedModel({ brain, ...(faults === undefined ? {} : { faults }) });
    const project = new CliWithAgent(folder, model, options);
    const { env } = await prepareProgram(program, project.home, model.url);
    await project.#write(files);
    const settings = {
      agents: { [program.id]: { acp: program.id, env, writable: [project.home], ...agent } },
      ladder: ['quickfix', program.id],
    };
    await writeFile(join(project.root, '.swarm-autofix.json'), JSON.stringify(settings));
    await project.#commit();
    return project;
  }

  async run(...args: readonly string[]): Promise<CliRun> {
    const options = { cwd: this.root, env: this.#environment(), maxBuffer: 64 * 1024 * 1024 };
    try {
      const done = await execute(process.execPath, [cli, ...args], options);
      return { exitCode: 0, ...done };
    } catch (error) {
      if (!(error instanceof Error) || !('stdout' in error) || !('stderr' in error)) throw error;
      const exitCode = 'code' in error ? Number(error.code) : -1;
      return { exitCode, stdout: String(error.stdout), stderr: String(error.stderr) };
    }
  }

  /** Fixes, and reads what came of it. */
  async fix(...args: readonly string[]): Promise<CliRun & { readonly report: RunReport }> {
    const run = await this.run(...this.fixArguments(...args));
    if (run.exitCode === 2) throw new Error(run.stderr);
    return { ...run, report: JSON.parse(run.stdout) };
  }

  fixArguments(...args: readonly string[]): string[] {
    return ['run', '--ai-fix', '--json', '--mahavishnu', 'off', ...this.#check, ...args];
  }

  /** The same, without waiting for its end. */
  start(...args: readonly string[]): ChildProcess {
    const stdio = ['ignore', 'ignore', 'ignore'] as const;
    const options = { cwd: this.root, env: this.#environment(), stdio: [...stdio] };
    return spawn(process.execPath, [cli, ...this.fixArguments(...args)], options);
  }

  async remove(): Promise<void> {
    await this.model.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #environment(): NodeJS.ProcessEnv {
    const SWARM_CACHE = join(this.folder, 'cache');
    return { ...process.env, SWARM_CACHE, SWARM_MARK: this.mark, NO_COLOR: '1' };
  }

  async #write(files: CliOptions['files']): Promise<void> {
    if (files === undefined) {
      await cp(example, this.root, { recursive: true });
      await execute('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
        cwd: this.root,
      });
      return;
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(resolve(this.root, path, '..'), { recursive: true });
      await writeFile(join(this.root, path), text);
    }
  }

  async #commit(): Promise<void> {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
    const options = { cwd: this.root };
    await execute('git', ['init', '--quiet'], options);
    await execute('git', ['add', '--all'], options);
    await execute('git', [...identity, 'commit', '--quiet', '-m', 'as it was'], options);
  }
}
