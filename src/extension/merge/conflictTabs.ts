import * as vscode from 'vscode';
import { RepositoryPaths } from '../session/repositoryPaths.ts';
import { mergeResultOf } from './mergeEditor.ts';
import type { Resolution, Resolutions } from './resolutions.ts';

/** @param isClosed its merge editor has been closed; else the file was saved. */
type Look = (resolution: Resolution, uri: vscode.Uri, isClosed: boolean) => Promise<void>;

/** Tells when something has happened to a file whose conflict is being resolved. */
export class ConflictTabs implements vscode.Disposable {
  readonly #resolutions: Resolutions;
  readonly #look: Look;
  readonly #onError: (error: unknown) => void;
  readonly #subscriptions: vscode.Disposable;

  constructor(resolutions: Resolutions, look: Look, onError: (error: unknown) => void) {
    this.#resolutions = resolutions;
    this.#look = look;
    this.#onError = onError;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#tell(uri, false)),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const uri of closed.flatMap((tab) => mergeResultOf(tab) ?? [])) this.#tell(uri, true);
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #tell(uri: vscode.Uri, isClosed: boolean): void {
    if (uri.scheme !== 'file') return;
    for (const root of this.#resolutions.roots) {
      const path = new RepositoryPaths(root).of(uri.fsPath);
      for (const resolution of this.#resolutions.at(root, path)) {
        this.#look(resolution, uri, isClosed).catch(this.#onError);
      }
    }
  }
}
