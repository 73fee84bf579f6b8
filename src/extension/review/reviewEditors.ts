import { join } from 'node:path';
import * as vscode from 'vscode';
import { listHunks } from '../../core/git/hunks.ts';
import { treeChanges } from '../../core/git/treeChanges.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import type { FixSide } from './fixAddress.ts';
import { uriOf } from './fixUris.ts';
import { changedResult, type FoundFix } from './foundFix.ts';

type Sides = [label: vscode.Uri, base: vscode.Uri | undefined, fix: vscode.Uri | undefined];

function uriAt(found: FoundFix, path: string, side: FixSide): vscode.Uri {
  const { root } = found.session;
  const { runId } = found.run.record;
  return uriOf({ root, runId, taskId: found.task.task.taskId, path, side });
}

/** Shows all files of a task in one editor. */
export async function showTask(found: FoundFix, title: string): Promise<void> {
  const { parent, commit } = changedResult(found);
  const { git, workingTree } = found.session.swarm.repository;
  const changes = await treeChanges(git, parent, commit);
  const resources = changes.map(
    ({ path, before, after }): Sides => [
      vscode.Uri.file(join(workingTree, path)),
      before && uriAt(found, path, 'base'),
      after && uriAt(found, path, 'fix'),
    ],
  );
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}

/** A file of a task that shall be shown. */
export interface FileToShow {
  readonly path: string;
  readonly side: Exclude<FixSide, 'base'>;
  readonly title: string;
  /** The first of them is revealed. */
  readonly hunks?: readonly number[] | undefined;
}

/** Shows one file of a task as a diff. */
export async function showFile(found: FoundFix, file: FileToShow): Promise<void> {
  const { path, side, title } = file;
  const line = await lineOfHunk(found, file);
  const options: vscode.TextDocumentShowOptions = {
    preview: side === 'fix',
    ...(line === undefined ? {} : { selection: new vscode.Range(line, 0, line, 0) }),
  };
  const sides = [uriAt(found, path, 'base'), uriAt(found, path, side)];
  await vscode.commands.executeCommand('vscode.diff', ...sides, title, options);
}

async function lineOfHunk(found: FoundFix, file: FileToShow): Promise<number | undefined> {
  const [index] = file.hunks ?? [];
  if (index === undefined) return undefined;
  const { parent, commit } = changedResult(found);
  const { git } = found.session.swarm.repository;
  const hunk = (await listHunks(git, parent, commit, file.path))[index];
  return hunk && Math.max(hunk.newStart - 1, 0);
}

/**
 * The file that a person means: the one that is named, the only one, or the one that they pick.
 * @returns undefined when they pick none.
 */
export async function fileMeant(
  found: FoundFix,
  { path }: FixReference,
): Promise<string | undefined> {
  const { filesModified } = changedResult(found);
  if (path !== undefined || filesModified.length <= 1) return path ?? filesModified[0];
  const placeHolder = vscode.l10n.t('Which file of {0}?', found.task.task.taskId);
  return vscode.window.showQuickPick([...filesModified], { placeHolder });
}
