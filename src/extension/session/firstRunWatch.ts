import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { gitDirectoryOf, hasKnownRuns, storageName } from './repositoryFolders.ts';
import { openRoots, type Sessions } from './sessions.ts';

/**
 * Opens a repository of the workspace as soon as it has a first run, whoever starts that: another
 * window, or the command line.
 */
export class FirstRunWatch implements vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #watchers = new Map<string, vscode.FileSystemWatcher>();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** Watches the repositories that have no runs by now, and no others. */
  renew(): void {
    this.dispose();
    if (!vscode.workspace.isTrusted) return;
    for (const root of openRoots()) if (!hasKnownRuns(root)) this.#watch(root);
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
  }

  #watch(root: string): void {
    const directory = gitDirectoryOf(root);
    if (directory === undefined) return;
    const storage = join(directory, storageName);
    // One whose runs have all been removed keeps the folder.
    const [base, name] = existsSync(storage) ? [storage, 'runs'] : [directory, storageName];
    const pattern = new vscode.RelativePattern(vscode.Uri.file(base), name);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, true);
    this.#watchers.set(root, watcher);
    watcher.onDidCreate(() => {
      watcher.dispose();
      void this.#sessions.openInBackground(root);
    });
  }
}
