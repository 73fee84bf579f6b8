import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { FixScope } from '../run/fixScope.ts';

/** What an assistant may ask for; the manifest says the same to it. */
export interface FixWish {
  /** Such as `ts(6133)`. */
  readonly rule?: string;
  /** Of the workspace, or absolute. */
  readonly path?: string;
  readonly errorsOnly?: boolean;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const { type } = await vscode.workspace.fs.stat(uri);
  return (type & vscode.FileType.Directory) !== 0;
}

/** @throws {SwarmError} `usage` for a path that is in no folder of the workspace, or is not there. */
async function uriOf(path: string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = isAbsolute(path)
    ? [vscode.Uri.file(path)]
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, path));
  for (const uri of candidates) {
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) continue;
    const isThere = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (isThere) return uri;
  }
  throw new SwarmError('usage', `There is no ${path} in the workspace.`);
}

/** @throws {SwarmError} `usage` for what does not go together, or is not there. */
export async function scopeOf({ rule, path, errorsOnly = false }: FixWish): Promise<FixScope> {
  const uri = path === undefined ? undefined : await uriOf(path);
  if (errorsOnly && (rule !== undefined || uri !== undefined)) {
    throw new SwarmError(
      'usage',
      'errorsOnly is for the whole workspace: no rule or path with it.',
    );
  }
  if (errorsOnly) return { kind: 'errors' };
  if (rule !== undefined) return { kind: 'rule', rule, ...(uri === undefined ? {} : { uri }) };
  if (uri === undefined) return { kind: 'workspace' };
  return { kind: (await isFolder(uri)) ? 'folder' : 'file', uri };
}
