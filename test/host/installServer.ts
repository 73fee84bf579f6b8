import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { isHeld, tryLock, withLock } from '../../src/core/base/lockFile.ts';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { environmentWith } from './environment.ts';
import { say, timedStep } from './progress.ts';
import { runTool } from './runTool.ts';
import { ensurePackages, packagesToInstallServer } from './systemPackages.ts';
import { cacheFolder, versions } from './testHost.ts';

const installed = join(cacheFolder, 'code-server');
const partPrefix = 'code-server.part-';
const lockPath = join(cacheFolder, 'install.lock');
const patienceMs = 20 * 60_000;

function serverScriptIn(folder: string): string {
  return join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js');
}

async function versionIn(folder: string): Promise<string | undefined> {
  const manifest = join(folder, 'node_modules/code-server/package.json');
  if (!existsSync(manifest) || !existsSync(serverScriptIn(folder))) return undefined;
  const { version }: { version?: string } = JSON.parse(await readFile(manifest, 'utf8'));
  return version;
}

/** Native parts build with the headers of any Node; those of the system save a download. */
function headers(): Record<string, string> {
  const isThere = existsSync('/usr/include/node/node_api.h');
  return isThere ? { npm_config_nodedir: '/usr' } : {};
}

/** Debian's links native parts with Debian's Node, and any other Node crashes when it ends. */
const debianGyp = '/usr/share/nodejs/node-gyp';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where npm builds native parts as it does everywhere else, also when it calls itself. */
async function buildEnvironment(node: string, folder: string): Promise<Environment> {
  const usual = { ...withoutInherited(), ...environmentWith(node) };
  if (!existsSync(debianGyp)) return usual;
  const result = await runTool({
    command: 'npm',
    args: ['install', '--no-audit', '--no-fund', `npm@${versions.npm}`],
    cwd: folder,
    env: usual,
  });
  if (result.exitCode !== 0) {
    throw new SwarmError('environment', `npm cannot be installed: ${result.stderr.trim()}`);
  }
  const path = [join(folder, 'node_modules/.bin'), usual['PATH']].join(delimiter);
  return { ...usual, PATH: path };
}

async function npmInstall(node: string, folder: string): Promise<void> {
  const log = join(cacheFolder, 'code-server-install.log');
  const tools = await mkdtemp(join(cacheFolder, partPrefix));
  const environment = await buildEnvironment(node, tools);
  const result = await runTool({
    command: 'npm',
    args: ['install', '--no-audit', '--no-fund', '--foreground-scripts'],
    cwd: folder,
    env: { ...environment, ...headers() },
  });
  await rm(tools, { recursive: true, force: true });
  await writeFile(log, `${result.stdout}\n${result.stderr}`);
  if (result.exitCode === 0 && (await versionIn(folder)) === versions.codeServer) return;
  const lines = result.stderr.trim().split('\n').slice(-10).join('\n');
  throw new SwarmError('environment', `code-server cannot be installed; see ${log}\n${lines}`);
}

/** `runTool` adds to this process's environment; what shall not be inherited is taken away. */
function withoutInherited(): Record<string, undefined> {
  return Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
}

async function megabytes(folder: string): Promise<string> {
  const { stdout } = await runTool({ command: 'du', args: ['-sm', folder], cwd: cacheFolder });
  return stdout.toString().split('\t')[0] ?? '';
}

/** What was never finished, by whoever began it. */
async function removeLeftovers(): Promise<void> {
  const names = await readdir(cacheFolder);
  for (const name of names.filter((one) => one.startsWith(partPrefix))) {
    await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

/** Under another name until all is there: an install that was interrupted never passes for a whole one. */
async function install(node: string): Promise<void> {
  await ensurePackages(packagesToInstallServer);
  await removeLeftovers();
  const folder = await mkdtemp(join(cacheFolder, partPrefix));
  const manifest = { private: true, dependencies: { 'code-server': versions.codeServer } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const title = `Installing code-server ${versions.codeServer} (download, then build; once)`;
  const far = async (): Promise<string> => `${await megabytes(folder)} of 620 MB`;
  await timedStep(title, () => npmInstall(node, folder), far);
  await rm(installed, { recursive: true, force: true });
  await rename(folder, installed);
}

/**
 * Makes sure that VS Code's server of the pinned version is in the cache.
 * @returns its script.
 */
export async function ensureServer(node: string): Promise<string> {
  const isThere = async (): Promise<boolean> =>
    (await versionIn(installed)) === versions.codeServer;
  if (await isThere()) return serverScriptIn(installed);
  const lock = await tryLock(lockPath, 'looks who installs');
  if (isHeld(lock)) await lock.release();
  else say(`Process ${lock.pid} installs code-server already; waiting for it …`);
  await withLock(lockPath, { purpose: 'installs code-server', timeoutMs: patienceMs }, async () => {
    if (!(await isThere())) await install(node);
  });
  return serverScriptIn(installed);
}
