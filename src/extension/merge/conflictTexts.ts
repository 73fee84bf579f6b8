import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import { checkedOutFile } from '../../core/git/checkedOutFile.ts';
import type { ExtensionServices } from '../host/services.ts';
import { addressOfSide, type ConflictAddress } from './conflictAddress.ts';

/** @throws {SwarmError} `repository`, `git`. */
async function readSide(
  { sessions }: ExtensionServices,
  { root, revision, path, encoding }: ConflictAddress,
): Promise<string> {
  const session = sessions.find(root) ?? (await sessions.open(root));
  const bytes = await checkedOutFile(session.swarm.repository.git, revision, path);
  return bytes === undefined ? '' : vscode.workspace.decode(bytes, { encoding });
}

/** The text of one side of a conflict, for an editor. */
export async function conflictText(services: ExtensionServices, uri: vscode.Uri): Promise<string> {
  const address = addressOfSide(uri);
  if (address !== undefined) return readSide(services, address);
  throw new SwarmError('notFound', vscode.l10n.t('{0} is no text of a conflict.', uri.toString()));
}
