import { SwarmError } from '../../src/core/base/swarmError.ts';
import { ensureServer } from './installServer.ts';
import { say, secondsSince } from './progress.ts';
import { chromium, ensurePackages, findChromium, git } from './systemPackages.ts';
import { cacheFolder, type ServerHost, type TestHost, versions } from './testHost.ts';

/** The scripts of this project run on the Node that it brings along, which is the one we need. */
function nodeOfProject(): string {
  const [major] = process.versions.node.split('.');
  if (Number(major) === versions.node) return process.execPath;
  const message = `The tests in VS Code need Node ${versions.node}; start them with npm run, after npm install.`;
  throw new SwarmError('environment', message);
}

/**
 * Makes sure that VS Code's server is on this machine; the first time it installs it.
 * @throws {SwarmError} `environment` with what to do.
 */
export async function provisionServer(): Promise<ServerHost> {
  const start = performance.now();
  const node = nodeOfProject();
  await ensurePackages([git]);
  const serverScript = await ensureServer(node);
  say(`code-server ${versions.codeServer} is in ${cacheFolder} (${secondsSince(start)})`);
  return { node, serverScript };
}

/**
 * Makes sure that everything a test in VS Code needs is on this machine.
 * @throws {SwarmError} `environment` with what to do.
 */
export async function provision(): Promise<TestHost> {
  await ensurePackages([chromium]);
  const program = findChromium();
  if (program === undefined) throw new SwarmError('environment', 'Chromium is not on the path.');
  return { ...(await provisionServer()), chromium: program };
}
