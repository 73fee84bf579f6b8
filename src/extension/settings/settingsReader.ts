import { isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { SettingKey, SettingMap } from './settingMap.ts';
import { isSetting } from './settingShape.ts';

/** The settings as they are now. One of a wrong shape counts as not set; somebody else says so. */
export class SettingsReader implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('swarmAutofix')) this.#changed.fire();
  });

  readonly onDidChange = this.#changed.event;

  /** @param scope a folder or file whose own settings count. */
  get<Key extends SettingKey>(key: Key, scope?: vscode.Uri): SettingMap[Key] {
    const value = this.read(key, scope);
    if (isSetting(key, value)) return value;
    const usual: unknown = configuration(scope).inspect(key)?.defaultValue;
    if (isSetting(key, usual)) return usual;
    throw new Error(`The manifest has no setting swarmAutofix.${key}.`);
  }

  /** What is written there, of whatever shape. */
  read(key: SettingKey, scope?: vscode.Uri): unknown {
    return configuration(scope).get<unknown>(key);
  }

  /** True when somebody has set it, in whatever place. */
  isSet(key: SettingKey, scope?: vscode.Uri): boolean {
    const found = configuration(scope).inspect(key);
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(
      (value) => value !== undefined,
    );
  }

  /** Whose settings count for a repository: a folder of the workspace in it, or that it is in. */
  scopeOf(root: string): vscode.Uri {
    const uri = vscode.Uri.file(root);
    const inside = vscode.workspace.workspaceFolders?.find((folder) =>
      isInside(root, folder.uri.fsPath),
    );
    return vscode.workspace.getWorkspaceFolder(uri)?.uri ?? inside?.uri ?? uri;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function configuration(scope: vscode.Uri | undefined): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('swarmAutofix', scope);
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
