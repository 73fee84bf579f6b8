import * as vscode from 'vscode';
import type { FixReference, FixTarget } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { addressOf } from './fixUris.ts';
import { activeReviewTab } from './reviewTabs.ts';

/**
 * What a command about a fix is about: what was clicked, the file of a diff, or what the active editor
 * shows, a whole task or one file of it. Undefined when that is no fix.
 * @param given what the menu or the link has passed to the command.
 */
export function currentReference(
  { reviews }: Pick<ExtensionServices, 'reviews'>,
  given?: FixTarget | vscode.Uri,
): FixReference | undefined {
  if (given !== undefined && !(given instanceof vscode.Uri)) return given.reference;
  const address = given && addressOf(given);
  if (address === undefined) return activeReviewTab(reviews.titles)?.reference;
  const { root, runId, taskId, path } = address;
  return { root, runId, taskId, path };
}

/**
 * All that a command about fixes is about: everything that is selected when what was clicked is part
 * of the selection, else as `currentReference` says.
 */
export function currentReferences(
  services: Pick<ExtensionServices, 'reviews'>,
  given?: FixTarget | vscode.Uri,
  selected?: readonly FixTarget[],
): readonly FixReference[] {
  // A group of the view, which is no fix, may be selected too.
  const chosen = selected?.flatMap((one) => ('reference' in one ? [one.reference] : [])) ?? [];
  if (chosen.length > 0) return chosen;
  const reference = currentReference(services, given);
  return reference === undefined ? [] : [reference];
}
