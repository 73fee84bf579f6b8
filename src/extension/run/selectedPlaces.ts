import type * as vscode from 'vscode';

type Place = vscode.Uri | vscode.SourceControlResourceState;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPlace(value: unknown): value is Place {
  return isObject(value) && ('resourceUri' in value || ('scheme' in value && 'fsPath' in value));
}

/**
 * The files and folders that a menu was opened on. The explorer passes what was clicked and then all
 * that is selected as a list, the view of changes passes all of them one after the other, and others
 * pass one and something else.
 * @returns each once; none when the command did not come from such a menu.
 */
export function selectedPlaces(args: readonly unknown[]): readonly vscode.Uri[] {
  const byName = new Map<string, vscode.Uri>();
  for (const place of args.flat().filter(isPlace)) {
    const uri = 'resourceUri' in place ? place.resourceUri : place;
    byName.set(uri.toString(), uri);
  }
  return [...byName.values()];
}
