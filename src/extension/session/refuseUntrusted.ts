import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';

/** @throws {SwarmError} `environment` when nobody has said that the folder can be trusted. */
export function refuseUntrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new SwarmError(
    'environment',
    vscode.l10n.t('This folder is not trusted, and checking a project runs code of it.'),
  );
}
