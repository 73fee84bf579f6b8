import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeAtExit } from '../../host/closeAtExit.ts';
import { inventoryRepository } from '../../host/inventory.ts';
import { type ScratchFolder, scratchFolder } from '../../host/scratchFolder.ts';
import { projectRoot } from '../../host/testHost.ts';
import { type ListedProcess, listProcesses } from '../server/processList.ts';
import { SwarmRun } from './swarmRun.ts';

const program = join(projectRoot, 'dist/cli.js');
const scope = ['src/pricing', 'src/text'];

/** The example project as a repository, and the built command line in it. */
export class SwarmProject {
  readonly root: string;
  readonly #scratch: ScratchFolder;
  readonly #mark = `SWARM_TEST_MARK=${randomUUID()}`;

  private constructor(scratch: ScratchFolder) {
    this.#scratch = scratch;
    this.root = join(scratch.path, 'inventory');
  }

  static async create(): Promise<SwarmProject> {
    const project = new SwarmProject(await scratchFolder('project'));
    await inventoryRepository(project.root);
    return project;
  }

  /** Starts a run that fixes a part of the project. */
  run(server: string): SwarmRun {
    const runs = join(this.root, '.git/swarm-autofix/runs');
    const earlier = existsSync(runs) ? readdirSync(runs) : [];
    const options = ['--ai-fix', '--workers', '4', '--mahavishnu', server, '--json'];
    return new SwarmRun(this.#start('run', ...options, ...scope), runs, new Set(earlier));
  }

  /** Runs the command line to its end; returns what it prints. */
  async cli(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await new SwarmRun(this.#start(...args), '', new Set())
      .ended;
    if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
    return stdout;
  }

  /** Everything that runs for this project, however it was started. */
  processes(): ListedProcess[] {
    return listProcesses().filter(
      ({ command, environment }) =>
        environment.includes(this.#mark) || command.includes(`${this.#scratch.path}/`),
    );
  }

  remove(): void {
    this.#scratch.remove();
  }

  #start(...args: string[]): ChildProcess {
    const [name = '', value] = this.#mark.split('=');
    const caches = { SWARM_CACHE: join(this.#scratch.path, 'cache') };
    const env = { ...process.env, ...caches, [name]: value, NO_COLOR: '1' };
    const child = spawn(process.execPath, [program, ...args], { cwd: this.root, env });
    const forget = closeAtExit(() => child.kill('SIGKILL'));
    child.once('exit', forget);
    return child;
  }
}
