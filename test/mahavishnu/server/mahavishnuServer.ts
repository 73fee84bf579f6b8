import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { SwarmError } from '../../../src/core/base/swarmError.ts';
import { closeAtExit } from '../../host/closeAtExit.ts';
import { type ScratchFolder, scratchFolder } from '../../host/scratchFolder.ts';
import { type InstalledRelease, installRelease } from '../install/installRelease.ts';
import type { Launch, ServerUnderTest } from '../releases.ts';
import { type ListedProcess, listProcesses } from './processList.ts';
import { serverCommand } from './serverCommand.ts';
import { until } from './until.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No port is free.');
  return address.port;
}

/** What a server writes down of a worker. */
export interface WorkerRecord {
  readonly id: string;
  readonly state: string;
}

/** A real server with a home and a port of its own, which can be ended and started again. */
export class MahavishnuServer {
  readonly url: string;
  readonly home: string;
  readonly #scratch: ScratchFolder;
  readonly #command: readonly string[];
  readonly #forget: () => void;
  #child: ChildProcess | undefined;

  private constructor(
    release: InstalledRelease,
    launch: Launch,
    scratch: ScratchFolder,
    port: number,
  ) {
    this.#scratch = scratch;
    this.home = scratch.path;
    this.url = `http://127.0.0.1:${port}/mcp`;
    this.#command = serverCommand(release, launch, this.home, port);
    this.#forget = closeAtExit(() => this.remove());
  }

  /** One that has not been started. */
  static async prepare({ release, launch }: ServerUnderTest): Promise<MahavishnuServer> {
    const installed = await installRelease(release);
    // Short: the paths of sockets in it must be.
    const scratch = await scratchFolder('mv');
    await mkdir(join(scratch.path, 'settings'));
    await writeFile(join(scratch.path, 'settings/ecosystem.yaml'), 'repos: []\nroles: []\n');
    return new MahavishnuServer(installed, launch, scratch, await freePort());
  }

  get isUp(): boolean {
    return this.#child !== undefined;
  }

  /** @throws {SwarmError} `environment` with its last words when it does not start. */
  async start(): Promise<void> {
    const [command = '', ...args] = this.#command;
    const child = spawn(command, args, { cwd: '/', detached: true, stdio: 'pipe' });
    this.#child = child;
    const log = createWriteStream(this.#logPath, { flags: 'a' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    await until('the server answers', async () => {
      if (child.exitCode !== null || child.signalCode !== null) throw this.#cannotStart();
      return this.#answers();
    });
  }

  /** Ends it at once; its terminals live on. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Keeps it from doing anything; who asks it waits. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** What it has written down of all workers it ever had. */
  records(): WorkerRecord[] {
    const folder = join(this.home, '.mahavishnu/worker-sessions');
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const record: { worker_id: string; state: string } = JSON.parse(
          readFileSync(join(folder, name), 'utf8'),
        );
        return { id: record.worker_id, state: record.state };
      });
  }

  /** The tmux servers that hold its terminals. */
  terminals(): ListedProcess[] {
    return listProcesses().filter((one) => this.isTerminal(one));
  }

  isTerminal({ command }: ListedProcess): boolean {
    return command.startsWith(`tmux -S ${this.home}/`);
  }

  /** Ends it with all its terminals, and forgets all that it knew. */
  remove(): void {
    this.#forget();
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    for (const { pid } of this.terminals()) process.kill(pid, 'SIGKILL');
    this.#scratch.remove();
  }

  get #logPath(): string {
    return join(this.home, 'server.log');
  }

  #cannotStart(): SwarmError {
    const said = readFileSync(this.#logPath, 'utf8').trim().split('\n').slice(-20).join('\n');
    return new SwarmError('environment', `The server has ended:\n${said}`);
  }

  /** True when anybody speaks HTTP there; undefined else. */
  async #answers(): Promise<true | undefined> {
    try {
      const answer = await fetch(this.url, { signal: AbortSignal.timeout(2_000) });
      await answer.body?.cancel();
      return true;
    } catch {
      return undefined;
    }
  }
}
