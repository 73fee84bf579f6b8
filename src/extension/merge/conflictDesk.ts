import * as vscode from 'vscode';
import { isSwarmError } from '../../core/base/swarmError.ts';
import { conflictTexts } from '../../core/git/conflictTexts.ts';
import type { FileSelection } from '../../core/git/fileSelection.ts';
import type { TreeCommit } from '../../core/git/gitObjects.ts';
import { areConflictsHandled } from '../../core/git/handledConflicts.ts';
import type { ConflictTexts } from '../../core/manager/handMerge.ts';
import { requestedEdits } from '../../core/manager/mergeRequest.ts';
import { taskLabel } from '../fixes/fixLabels.ts';
import { tellMerge } from './acceptFixes.ts';
import { chooseSide, encodingQuestion, sideQuestion } from './chooseSide.ts';
import { type ChosenFix, chooseFix } from './chosenFixes.ts';
import { hasConflictMarkers } from './conflictMarkers.ts';
import { ConflictQuestions } from './conflictQuestions.ts';
import { ConflictTabs } from './conflictTabs.ts';
import { bytesOf, replaceText, textOf } from './documentEdit.ts';
import { fileUri } from './fileUri.ts';
import { activeMergeResult, completeMerge, isInMergeEditor, openConflict } from './mergeEditor.ts';
import { mergeFixes } from './mergeFixes.ts';
import { inform, undoButton } from './mergeNotices.ts';
import type { MergeParts } from './mergeParts.ts';
import { putBack } from './putBack.ts';
import { type Resolution, Resolutions } from './resolutions.ts';

function wantedParts({ request }: ChosenFix): readonly FileSelection[] {
  const files = request.task.result?.filesModified ?? [];
  return request.parts.length > 0 ? request.parts : files.map((path) => ({ path }));
}

/** Where the three sides of a conflict are. */
async function sidesOf({ session, request }: Pick<ChosenFix, 'session' | 'request'>, ours: string) {
  const { parent, commit } = await requestedEdits(session.swarm.repository, request);
  return { base: parent, ours, theirs: commit };
}

/** Leads a person through the conflicts of a fix, file by file, until all of it is merged. */
export class ConflictDesk implements vscode.Disposable {
  readonly #parts: MergeParts;
  readonly #resolutions: Resolutions;
  readonly #tabs: ConflictTabs;
  readonly #questions: ConflictQuestions;
  /** The files of which somebody says right now that they are merged. */
  readonly #completed = new Set<string>();

  constructor(parts: MergeParts) {
    this.#parts = parts;
    this.#resolutions = new Resolutions(parts.services.context.workspaceState);
    this.#tabs = new ConflictTabs(
      this.#resolutions,
      (resolution, uri, isClosed) => this.#look(resolution, uri, isClosed),
      (error) => this.#report(error),
    );
    this.#questions = new ConflictQuestions({
      merged: (resolution) => this.#resolved(resolution),
      putBack: (resolution) => this.#putBack(resolution),
      onError: (error) => this.#report(error),
    });
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

  /** Somebody says, in the merge editor, that all of it is as it shall be. */
  async complete(): Promise<void> {
    const file = activeMergeResult()?.toString();
    if (file !== undefined) this.#completed.add(file);
    const isCompleted = await completeMerge();
    if (file !== undefined && !isCompleted) this.#completed.delete(file);
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
    const original = { task: reference, path, rest, original: texts.before.tree };
    const resolution = { ...original, before: before ?? texts.before };
    const question = await this.#openMarked(fix, resolution, texts);
    if (question === undefined) return;
    const isChosen = await chooseSide(fix, path, texts, question);
    if (isChosen) await this.#begin(fix, rest, resolution.before);
  }

  /** @returns what to ask somebody when it is nothing that can be merged as text. */
  async #openMarked(
    fix: ChosenFix,
    resolution: Resolution,
    texts: ConflictTexts,
  ): Promise<string | undefined> {
    const { task, path } = resolution;
    if (texts.merged === undefined) return sideQuestion(path, texts);
    const document = await vscode.workspace.openTextDocument(fileUri(task.root, path));
    const text = await textOf(document, texts.merged);
    if (text === undefined) return encodingQuestion(path, document.encoding);
    await this.#resolutions.set(resolution);
    await replaceText(document, text);
    await this.#open(fix, resolution, document);
    return undefined;
  }

  async #open(
    { session, request }: ChosenFix,
    { task, path, original }: Resolution,
    document: vscode.TextDocument,
  ): Promise<void> {
    const sides = await sidesOf({ session, request }, original);
    await openConflict({ root: task.root, path, ...sides }, document);
  }

  /** Somebody asks for it again in the middle of it. */
  async #reopen(fix: ChosenFix, resolution: Resolution): Promise<void> {
    const uri = fileUri(resolution.task.root, resolution.path);
    const document = await vscode.workspace.openTextDocument(uri);
    const isOpen = isInMergeEditor(uri) || document.isDirty;
    const isDone = !isOpen && (await this.#isHandled(fix, resolution, document));
    if (isDone) await this.#resolved(resolution);
    else await this.#open(fix, resolution, document);
  }

  /** Something has happened to a file: a save, or its merge editor is closed. */
  async #look(resolution: Resolution, uri: vscode.Uri, isClosed: boolean): Promise<void> {
    if (isInMergeEditor(uri)) return;
    const isSaid = isClosed && this.#completed.delete(uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    if (hasConflictMarkers(document.getText())) {
      if (isClosed) this.#questions.tellMarks(resolution);
      return;
    }
    if (document.isDirty) return;
    const isDone = isSaid || (await this.#isHandled(undefined, resolution, document));
    if (isDone) await this.#resolved(resolution);
    else this.#questions.ask(resolution, isClosed);
  }

  /** Merge editors show the text of before where nobody has chosen, and let it be saved. */
  async #isHandled(
    known: ChosenFix | undefined,
    resolution: Resolution,
    document: vscode.TextDocument,
  ): Promise<boolean> {
    if (hasConflictMarkers(document.getText())) return false;
    const fix = known ?? (await this.#fixOf(resolution));
    const trees = await sidesOf(fix, resolution.original);
    const { repository } = fix.session.swarm;
    const texts = await conflictTexts(repository, trees, resolution.path);
    return areConflictsHandled(texts, Buffer.from(await bytesOf(document)));
  }

  /** The file becomes what it was before its conflict was opened; what was unsaved then is saved. */
  async #putBack(resolution: Resolution): Promise<void> {
    const { session } = await this.#fixOf(resolution);
    if (await this.#resolutions.delete(resolution)) await putBack(session, resolution);
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

  /** A fix that is gone, or that somebody has decided about meanwhile, has no conflict any more. */
  async #fixOf(resolution: Resolution): Promise<ChosenFix> {
    try {
      return await chooseFix(this.#parts.services, { task: resolution.task, parts: 'all' });
    } catch (error) {
      const isOver = isSwarmError(error, 'state') || isSwarmError(error, 'notFound');
      if (isOver) await this.#resolutions.delete(resolution);
      throw error;
    }
  }
}
