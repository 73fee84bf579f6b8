import { isAbsolute, join } from 'node:path';
import envPaths from 'env-paths';
import * as vscode from 'vscode';
import { systemClock } from '../../core/base/clock.ts';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { SwarmHost } from '../../core/swarmHost.ts';
import { EditorWorkingCopy } from '../merge/editorWorkingCopy.ts';
import type { MahavishnuServer } from '../settings/mahavishnuServer.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';
import type { ExtensionLog } from './extensionLog.ts';

/** The folder of the TypeScript that the editor itself is shipped with. */
function typeScriptFolder(): string {
  return join(vscode.env.appRoot, 'extensions', 'node_modules', 'typescript');
}

/** @throws {SwarmError} `configuration` for a folder that is not absolute. */
function storageFolder(settings: SettingsReader): string {
  const configured = settings.get('cacheFolder');
  if (configured === '') return envPaths('swarm-autofix', { suffix: '' }).cache;
  if (isAbsolute(configured)) return configured;
  throw new SwarmError(
    'configuration',
    `The setting swarmAutofix.cacheFolder must be an absolute path, not "${configured}".`,
  );
}

/**
 * The core's host in the editor. Workers run on the very program that runs the extension host.
 * @throws {SwarmError} `configuration` for a cache folder that cannot be.
 */
export function createEditorHost(
  context: vscode.ExtensionContext,
  log: ExtensionLog,
  settings: SettingsReader,
  mahavishnu: MahavishnuServer,
): SwarmHost {
  // Fails at once for a folder that cannot be; one that is set later counts from then on.
  storageFolder(settings);
  return {
    name: vscode.env.appName,
    storageHint: vscode.l10n.t('the setting swarmAutofix.cacheFolder'),
    log: log.topic('core'),
    get storageDir() {
      return storageFolder(settings);
    },
    get isTrusted() {
      return vscode.workspace.isTrusted;
    },
    now: systemClock,
    serverToken: () => mahavishnu.token(),
    workingCopy: (repository) => new EditorWorkingCopy(repository, settings, log.topic('merge')),
    get runner() {
      return {
        command: process.execPath,
        args: [context.asAbsolutePath('dist/cli.js')],
        env: {
          // The desktop's program is Electron, which must be told to be Node.
          ELECTRON_RUN_AS_NODE: '1',
          NODE_COMPILE_CACHE: join(storageFolder(settings), 'compile-cache'),
          SWARM_TYPESCRIPT: typeScriptFolder(),
        },
      };
    },
  };
}
