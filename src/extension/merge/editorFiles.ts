import * as vscode from 'vscode';
import { RepositoryPaths } from '../session/repositoryPaths.ts';

/** What the editor has of a repository, by path relative to its root. */
export interface EditorFiles {
  /** Files with changes that are not saved, in whatever kind of editor. */
  readonly unsaved: ReadonlySet<string>;
  /** Files that a tab shows as text. */
  readonly shown: ReadonlyMap<string, vscode.Uri>;
}

function shownIn({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
  return [];
}

/** Notebooks, custom editors, and texts that are too large for extensions are no documents. */
function unsavedIn({ input, isDirty }: vscode.Tab): vscode.Uri[] {
  const isOfOneFile =
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook;
  return isDirty && isOfOneFile ? [input.uri] : [];
}

/** @param root the root of the working tree. */
export function editorFiles(root: string): EditorFiles {
  const paths = new RepositoryPaths(root);
  const inside = (uris: readonly vscode.Uri[]): (readonly [string, vscode.Uri])[] =>
    uris
      .filter(({ scheme }) => scheme === 'file')
      .map((uri) => [paths.of(uri.fsPath), uri] as const)
      .filter(([path]) => !path.startsWith('../'));
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const dirty = vscode.workspace.textDocuments.filter((document) => document.isDirty);
  const unsaved = inside([...dirty.map(({ uri }) => uri), ...tabs.flatMap(unsavedIn)]);
  return {
    unsaved: new Set(unsaved.map(([path]) => path)),
    shown: new Map([...inside(tabs.flatMap(shownIn)), ...inside(dirty.map(({ uri }) => uri))]),
  };
}
