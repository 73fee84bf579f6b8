import * as vscode from 'vscode';
import { checkedOutFile } from '../../core/git/checkedOutFile.ts';
import type { FileSelection } from '../../core/git/fileSelection.ts';
import type { TreeCommit } from '../../core/git/gitObjects.ts';
import { requestedEdits } from '../../core/manager/mergeRequest.ts';
import { runCommand } from '../commands/commandRegistry.ts';
import { taskLabel } from '../fixes/fixLabels.ts';
import { tellMerge } from './acceptFixes.ts';
import { chooseSide } from './chooseSide.ts';
import { type ChosenFix, chooseFix } from './chosenFixes.ts';
import { hasConflictMarkers } from './conflictMarkers.ts';
import { ConflictTabs } from './conflictTabs.ts';
import { replaceText } from './documentEdit.ts';
import { fileUri } from './fileUri.ts';
import { isInMergeEditor, openConflict } from './mergeEditor.ts';
import { mergeFixes } from './mergeFixes.ts';
import { inform, undoButton, warn } from './mergeNotices.ts';
import type { MergeParts } from './mergeParts.ts';
import { type Resolution, Resolutions } from './resolutions.ts';

function wantedParts({ request }: ChosenFix): readonly FileSelection[] {
  const files = request.task.result?.filesModified ?? [];
  return request.parts.length > 0 ? request.parts : files.map((path) => ({ path }));
}

/** Leads a person through the conflicts of a fix, file by file, until all of it is merged. */
export class ConflictDesk implements vscode.Disposable {
  readonly #parts: MergeParts;
  readonly #resolutions: Resolutions;
  readonly #tabs: ConflictTabs;

  constructor(parts: MergeParts) {
    this.#parts = parts;
    this.#resolutions = new Resolutions(parts.services.context.workspaceState);
    this.#tabs = new ConflictTabs(
      this.#resolutions,
      (resolution, uri, isClosed) => this.#look(resolution, uri, isClosed),
      (error) => this.#report(error),
    );
  }

  /**
   * Merges what fits, then opens the first file that does not.
   * @throws {SwarmError} as `MergeDesk.merge`.
   */
  async resolve(fix: ChosenFix): Promise<void> {
    const known = this.#resolutions.find(fix.reference);
    if (known !== undefined) return this.#reopen(fix, known);
    const { session, request } = fix;
    const [conflict] = await session.swarm.mergeDesk.forecast([request]);
    if (conflict === undefined) {
      return tellMerge(session, await mergeFixes(this.#parts, session, [fix]));
    }
    const inConflict = new Set(conflict.files);
    const parts = wantedParts(fix).filter(({ path }) => !inConflict.has(path));
    if (parts.length > 0) {
      const part = { ...fix, request: { ...request, parts } };
      tellMerge(session, await mergeFixes(this.#parts, session, [part]));
    }
    await this.#begin(fix, conflict.files);
  }

  dispose(): void {
    this.#tabs.dispose();
  }

  async #begin(
    fix: ChosenFix,
    [path, ...rest]: readonly string[],
    before?: TreeCommit,
  ): Promise<void> {
    if (path === undefined) return this.#finish(fix, before);
    const { session, request, reference } = fix;
    const texts = await session.swarm.mergeDesk.conflictTexts(request, path);
    const own = { task: reference, path, rest, original: texts.before.tree };
    const resolution = { ...own, before: before ?? texts.before };
    await this.#resolutions.set(resolution);
    if (texts.merged !== undefined) return this.#openMarked(fix, resolution, texts.merged);
    const isChosen = await chooseSide(session.root, path, texts);
    await this.#resolutions.delete(resolution);
    if (isChosen) await this.#begin(fix, rest, resolution.before);
  }

  async #openMarked(fix: ChosenFix, resolution: Resolution, merged: Buffer): Promise<void> {
    const { root } = resolution.task;
    const document = await vscode.workspace.openTextDocument(fileUri(root, resolution.path));
    const { encoding } = document;
    await replaceText(document, await vscode.workspace.decode(merged, { encoding }));
    await this.#open(fix, resolution, document);
  }

  async #open(
    { session, request }: ChosenFix,
    { task, path, original }: Resolution,
    document: vscode.TextDocument,
  ): Promise<void> {
    const { parent, commit } = await requestedEdits(session.swarm.repository, request);
    const sides = { base: parent, ours: original, theirs: commit };
    await openConflict({ root: task.root, path, ...sides }, document);
  }

  /** Somebody asks for it again in the middle of it. */
  async #reopen(fix: ChosenFix, resolution: Resolution): Promise<void> {
    const uri = fileUri(resolution.task.root, resolution.path);
    const document = await vscode.workspace.openTextDocument(uri);
    const isOpen = isInMergeEditor(uri) || document.isDirty;
    if (isOpen || hasConflictMarkers(document.getText())) {
      return this.#open(fix, resolution, document);
    }
    await this.#resolved(resolution);
  }

  /** Something has happened to a file: a save, or its merge editor is closed. */
  async #look(resolution: Resolution, uri: vscode.Uri, isClosed: boolean): Promise<void> {
    if (isInMergeEditor(uri)) return;
    const document = await vscode.workspace.openTextDocument(uri);
    if (hasConflictMarkers(document.getText())) {
      if (isClosed) this.#offer(resolution, uri);
      return;
    }
    if (!document.isDirty) await this.#resolved(resolution);
  }

  #offer(resolution: Resolution, uri: vscode.Uri): void {
    const text = vscode.l10n.t('{0} still has conflict marks.', resolution.path);
    const reference = resolution.task;
    warn(
      text,
      {
        label: vscode.l10n.t('Continue'),
        run: () => runCommand('swarmAutofix.resolveConflict', { reference }),
      },
      {
        label: vscode.l10n.t('Put Back as It Was'),
        run: () => this.#putBack(resolution, uri).catch((error) => this.#report(error)),
      },
    );
  }

  /** The file becomes what it was before its conflict was opened; what was unsaved then is saved. */
  async #putBack(resolution: Resolution, uri: vscode.Uri): Promise<void> {
    const { session } = await this.#fixOf(resolution);
    const { git } = session.swarm.repository;
    const bytes = await checkedOutFile(git, resolution.original, resolution.path);
    if (!(await this.#resolutions.delete(resolution)) || bytes === undefined) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const { encoding } = document;
    await replaceText(document, await vscode.workspace.decode(bytes, { encoding }));
    await document.save();
  }

  async #resolved(resolution: Resolution): Promise<void> {
    if (!(await this.#resolutions.delete(resolution))) return;
    const fix = await this.#fixOf(resolution);
    await this.#begin(fix, resolution.rest, resolution.before);
  }

  async #finish(fix: ChosenFix, before: TreeCommit | undefined): Promise<void> {
    const { session, request } = fix;
    const watch = this.#parts.watches.prepare(session.root);
    const mergeId = await session.swarm.mergeDesk.recordResolved(request, before);
    await session.refresh();
    watch.begin(mergeId, [fix]);
    const label = taskLabel(request.task);
    inform(vscode.l10n.t('{0} is merged: its conflict is resolved.', label), undoButton([mergeId]));
  }

  #report(error: unknown): void {
    const doing = vscode.l10n.t('The conflict could not be resolved');
    this.#parts.services.errors.report(doing, error);
  }

  #fixOf({ task }: Resolution): Promise<ChosenFix> {
    return chooseFix(this.#parts.services, { task, parts: 'all' });
  }
}
