import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { killTree } from '../../src/core/base/killTree.ts';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { closeAtExit } from './closeAtExit.ts';
import type { ServerHost } from './testHost.ts';

/** The process of a VS Code server, the first of a group of its own. */
export interface ServerProcess {
  readonly port: number;
  /** When it has ended, by itself or because it was stopped. */
  readonly ended: Promise<void>;
  /** Ends it with all that it started. */
  stop(): Promise<void>;
}

export interface ServerStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logPath: string;
}

const startMs = 60_000;
const graceMs = 5_000;

/** Copies its output to a file. */
async function keepLog(child: ChildProcess, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const log = createWriteStream(path);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once('close', () => log.end());
}

/** The port that it says it listens on. */
function announcedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const settle = (): void => {
      clearTimeout(timer);
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', listen);
    };
    const fail = (reason: string): void => {
      settle();
      reject(new SwarmError('environment', `VS Code's server ${reason}`));
    };
    const listen = (chunk: Buffer): void => {
      output += chunk;
      const fault = /Error: (listen .+)/.exec(output)?.[1];
      if (fault !== undefined) fail(`cannot start: ${fault}`);
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      settle();
      resolve(Number(port));
    };
    const timer = setTimeout(() => fail(`does not start:\n${output.trim()}`), startMs);
    child.once('exit', () => fail(`ended at once:\n${output.trim()}`));
    child.once('error', (error) => fail(`cannot start: ${error.message}`));
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', listen);
  });
}

/** Asks the whole group to end, and makes it if it does not. What outlives its first process ends too. */
async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  killTree(child.pid, 'SIGTERM');
  await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
  killTree(child.pid);
  await ended;
}

/** @throws {SwarmError} `environment` when it does not start, with what it said. */
export async function startServerProcess(
  host: ServerHost,
  { args, env, cwd, logPath }: ServerStart,
): Promise<ServerProcess> {
  const preload = ['--import', import.meta.resolve('./endWithParent.ts')];
  const command = [...preload, host.serverScript, ...args];
  const child = spawn(host.node, command, { cwd, env, detached: true, stdio: 'pipe' });
  const forget = closeAtExit(() => child.pid !== undefined && killTree(child.pid));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    await end(child, ended);
    forget();
  };
  try {
    const [port] = await Promise.all([announcedPort(child), keepLog(child, logPath)]);
    return { port, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
