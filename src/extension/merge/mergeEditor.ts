import * as vscode from 'vscode';
import { partsOfSide } from './conflictAddress.ts';
import { fileUri } from './fileUri.ts';

/** Not in the documented API, but what the editor's own git extension calls. */
const mergeEditorCommand = '_open.mergeEditor';

/** The three sides of a conflict in one file, each a commit or a tree. */
export interface ConflictSides {
  /** The root of the working tree. */
  readonly root: string;
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

interface SideUris {
  readonly base: vscode.Uri;
  readonly ours: vscode.Uri;
  readonly theirs: vscode.Uri;
}

/** The file that a merge editor writes; undefined for any other editor. */
export function mergeResultOf({ input }: vscode.Tab): vscode.Uri | undefined {
  // The documented API has no class for this kind of tab yet.
  const isMerge = typeof input === 'object' && input !== null && 'result' in input;
  return isMerge && input.result instanceof vscode.Uri ? input.result : undefined;
}

/** The file of the merge editor that somebody is in. */
export function activeMergeResult(): vscode.Uri | undefined {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return activeTab && mergeResultOf(activeTab);
}

/**
 * Saves and closes the merge editor that somebody is in, after a question when it has open conflicts.
 * @returns false when they have thought better of it.
 */
export async function completeMerge(): Promise<boolean> {
  const answer: unknown = await vscode.commands.executeCommand('mergeEditor.acceptMerge');
  const isAnswer = typeof answer === 'object' && answer !== null && 'successful' in answer;
  return isAnswer && answer.successful === true;
}

/** True while a merge editor for that file is open. */
export function isInMergeEditor(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some((tab) => mergeResultOf(tab)?.toString() === uri.toString());
}

async function openMergeEditor({ base, ours, theirs }: SideUris, result: vscode.Uri) {
  await vscode.commands.executeCommand(mergeEditorCommand, {
    base,
    input1: { uri: ours, title: vscode.l10n.t('Yours'), description: '' },
    input2: { uri: theirs, title: vscode.l10n.t('Fix'), description: '' },
    output: result,
  });
}

/** Without a merge editor: the text with its marks, and both versions beside it. */
async function openMarkedText({ ours, theirs }: SideUris, result: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(result, { preview: false });
  const title = vscode.l10n.t('Yours ↔ Fix');
  const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  await vscode.commands.executeCommand('vscode.diff', ours, theirs, title, beside);
}

/**
 * Lets somebody bring two versions of a file together.
 * @param document holds all that fits together, with marks where a person must choose: where the
 * editor finds such marks, it begins with what it can merge itself.
 */
export async function openConflict(
  { root, path, base, ours, theirs }: ConflictSides,
  { encoding }: vscode.TextDocument,
): Promise<void> {
  const uriOf = (revision: string): vscode.Uri =>
    vscode.Uri.from(partsOfSide({ root, revision, path, encoding }));
  const sides = { base: uriOf(base), ours: uriOf(ours), theirs: uriOf(theirs) };
  const commands = await vscode.commands.getCommands();
  const open = commands.includes(mergeEditorCommand) ? openMergeEditor : openMarkedText;
  await open(sides, fileUri(root, path));
}
