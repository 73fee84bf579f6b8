import { isAbsolute, join } from 'node:path';
import envPaths from 'env-paths';
import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';

/** The folder of the TypeScript that the editor itself is shipped with. */
function typeScriptFolder(): string {
  return join(vscode.env.appRoot, 'extensions', 'node_modules', 'typescript');
}

/** @throws {SwarmError} `configuration` for a folder that is not absolute. */
export function storageFolder(settings: SettingsReader): string {
  const configured = settings.get('cacheFolder');
  if (configured === '') return envPaths('swarm-autofix', { suffix: '' }).cache;
  if (isAbsolute(configured)) return configured;
  throw new SwarmError(
    'configuration',
    `The setting swarmAutofix.cacheFolder must be an absolute path, not "${configured}".`,
  );
}

/** What programs of ours need to know when the editor starts them. */
export function runnerEnvironment(settings: SettingsReader): Readonly<Record<string, string>> {
  return {
    // The desktop's program is Electron, which must be told to be Node.
    ELECTRON_RUN_AS_NODE: '1',
    NODE_COMPILE_CACHE: join(storageFolder(settings), 'compile-cache'),
    SWARM_TYPESCRIPT: typeScriptFolder(),
  };
}
