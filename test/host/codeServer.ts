import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { environmentWith } from './environment.ts';
import { runTool } from './runTool.ts';
import { scratchFolder } from './scratchFolder.ts';
import { startServerProcess } from './serverProcess.ts';
import { cacheFolder, resultsFolder, type ServerHost } from './testHost.ts';
import type { UserSettings } from './userSettings.ts';

export interface ServerOptions {
  /** Names its log. */
  readonly name: string;
  readonly settings: UserSettings;
  /** Packaged extensions to install before it starts. */
  readonly packages?: readonly string[];
  /** Reaches the extension host too. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Pages may load an extension under development with its tests, and show no notifications. */
  readonly runsSuites?: boolean;
  /** Any that is free when there is none. */
  readonly port?: number;
}

/** A running VS Code server with data of its own, which goes away with it. */
export interface CodeServer {
  readonly port: number;
  readonly url: string;
  readonly logPath: string;
  /** When it has ended, by itself or because it was stopped. */
  readonly ended: Promise<void>;
  logTail(lines?: number): string;
  /** Ends it with all that it started. */
  stop(): Promise<void>;
}

/** Without it a page's `payload` is ignored in silence: no extension, no tests, no error. */
const suiteFlag = '--enable-smoke-test-driver';

function folderArguments(data: string): string[] {
  return [
    '--server-data-dir',
    join(data, 'server'),
    '--user-data-dir',
    join(data, 'user'),
    '--extensions-dir',
    join(data, 'extensions'),
  ];
}

async function installPackages(
  host: ServerHost,
  data: string,
  packages: readonly string[],
): Promise<void> {
  for (const path of packages) {
    const result = await runTool({
      command: host.node,
      args: [host.serverScript, '--install-extension', path, '--force', ...folderArguments(data)],
      cwd: data,
    });
    if (result.exitCode === 0) continue;
    const words = `${result.stdout}\n${result.stderr}`.trim().split('\n').at(-1);
    const advice = `if that happens again, remove ${cacheFolder}`;
    throw new SwarmError(
      'environment',
      `${path} cannot be installed (exit code ${result.exitCode}): ${words}; ${advice}.`,
    );
  }
}

function serverArguments(data: string, { port = 0, runsSuites = false }: ServerOptions): string[] {
  return [
    '--without-connection-token',
    '--accept-server-license-terms',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--telemetry-level',
    'off',
    ...(runsSuites ? [suiteFlag] : []),
    ...folderArguments(data),
  ];
}

async function writeSettings(data: string, settings: UserSettings): Promise<void> {
  await mkdir(join(data, 'user/User'), { recursive: true });
  await writeFile(join(data, 'user/User/settings.json'), JSON.stringify(settings, undefined, 2));
}

function tailOf(path: string, lines: number): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** @throws {SwarmError} `environment` when it does not start, with what it said. */
export async function startCodeServer(
  host: ServerHost,
  options: ServerOptions,
): Promise<CodeServer> {
  const data = await scratchFolder('server');
  await writeSettings(data.path, options.settings);
  await installPackages(host, data.path, options.packages ?? []);
  const logPath = join(resultsFolder, 'logs', `${options.name}.server.log`);
  const caches = { SWARM_CACHE: join(data.path, 'swarm-cache') };
  const server = await startServerProcess(host, {
    args: serverArguments(data.path, options),
    env: { ...environmentWith(host.node), ...caches, ...options.environment },
    cwd: data.path,
    logPath,
  });
  const url = `http://127.0.0.1:${server.port}`;
  const answer = await fetch(`${url}/version`);
  if (!answer.ok) throw new SwarmError('environment', `${url}/version answers ${answer.status}.`);
  return {
    port: server.port,
    url,
    logPath,
    ended: server.ended,
    logTail: (lines = 30) => tailOf(logPath, lines),
    async stop() {
      await server.stop();
      data.remove();
    },
  };
}
