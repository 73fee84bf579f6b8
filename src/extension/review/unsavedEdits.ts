import { posix } from 'node:path';
import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import { addressOf } from './fixUris.ts';
import { isSameTask } from './reviewPlace.ts';

/** The path of a file of a fix that a person edits and has not saved; undefined when there is none. */
export function unsavedEditOf(reference: FixReference): string | undefined {
  for (const { uri, isDirty } of vscode.workspace.textDocuments) {
    const address = isDirty ? addressOf(uri) : undefined;
    if (address !== undefined && isSameTask(address, reference)) return address.path;
  }
  return undefined;
}

/** @throws {SwarmError} `state` while a person edits a fix and has not saved that: it would be lost. */
export function refuseUnsavedEdits(reference: FixReference): void {
  const path = unsavedEditOf(reference);
  if (path === undefined) return;
  throw new SwarmError(
    'state',
    vscode.l10n.t('Your edit of the fix in {0} is not saved; save it first.', posix.basename(path)),
  );
}
