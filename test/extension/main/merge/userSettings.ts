import * as vscode from 'vscode';
import { workspaceUri } from '../../support/workspaceFiles.ts';

/** Settings that hold for one test. */
export class UserSettings {
  readonly #changed: (readonly [name: string, target: vscode.ConfigurationTarget])[] = [];

  /** @param target where it is set; for everybody unless something else is said. */
  async set(name: string, value: unknown, target = vscode.ConfigurationTarget.Global) {
    this.#changed.push([name, target]);
    await vscode.workspace.getConfiguration().update(name, value, target);
  }

  /** All is as it was. */
  async restore(): Promise<void> {
    for (const [name, target] of this.#changed.splice(0)) {
      await vscode.workspace.getConfiguration().update(name, undefined, target);
    }
    const folder = workspaceUri('.vscode');
    await vscode.workspace.fs.delete(folder, { recursive: true }).then(undefined, () => undefined);
  }
}
