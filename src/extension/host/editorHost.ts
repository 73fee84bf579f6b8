import * as vscode from 'vscode';
import { systemClock } from '../../core/base/clock.ts';
import type { SwarmHost } from '../../core/swarmHost.ts';
import { EditorWorkingCopy } from '../merge/editorWorkingCopy.ts';
import type { MahavishnuServer } from '../settings/mahavishnuServer.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';
import type { ExtensionLog } from './extensionLog.ts';
import { runnerEnvironment, storageFolder } from './runnerEnvironment.ts';

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
    serverToken: (server) => mahavishnu.tokenFor(server),
    workingCopy: (repository) => new EditorWorkingCopy(repository, settings, log.topic('merge')),
    get runner() {
      return {
        command: process.execPath,
        args: [context.asAbsolutePath('dist/cli.js')],
        env: runnerEnvironment(settings),
      };
    },
  };
}
