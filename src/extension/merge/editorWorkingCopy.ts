import * as vscode from 'vscode';
import type { Logger } from '../../core/base/logger.ts';
import { messageOf, SwarmError, throwIfCancelled } from '../../core/base/swarmError.ts';
import { describeTreeChange } from '../../core/git/fileEdits.ts';
import type { TreeCommit } from '../../core/git/gitObjects.ts';
import type { Repository } from '../../core/git/repository.ts';
import { type SnapshotOptions, takeSnapshot } from '../../core/git/snapshot.ts';
import type { TreeWrite, WorkingCopy } from '../../core/git/workingCopy.ts';
import { HalfWritten, writeTree } from '../../core/git/writeBack.ts';
import { unsavedTexts } from '../session/unsavedTexts.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';
import { applyDocumentEdits } from './documentEdit.ts';
import { editorFiles } from './editorFiles.ts';
import { warn } from './mergeNotices.ts';
import { refuseUnsaved, type WritePlan, WritePlanner } from './writePlan.ts';

/** The files of a repository as the editor holds them, unsaved text included. */
export class EditorWorkingCopy implements WorkingCopy {
  readonly #repository: Repository;
  readonly #settings: SettingsReader;
  readonly #log: Logger;

  constructor(repository: Repository, settings: SettingsReader, log: Logger) {
    this.#repository = repository;
    this.#settings = settings;
    this.#log = log;
  }

  get #root(): string {
    return this.#repository.workingTree;
  }

  async snapshot(options: SnapshotOptions): Promise<TreeCommit> {
    const overlays = options.overlays ?? (await unsavedTexts(this.#root));
    return takeSnapshot(this.#repository, { ...options, overlays });
  }

  async write(change: TreeWrite): Promise<string[]> {
    const { from, to, signal } = change;
    const edits = await describeTreeChange(this.#repository.git, from.tree, to, signal);
    const saves = this.#settings.get('saveAfterMerge', vscode.Uri.file(this.#root));
    const planner = new WritePlanner(editorFiles(this.#root), saves);
    for (const edit of edits) await planner.add(edit);
    throwIfCancelled(signal);
    const plan = planner.plan();
    await this.#writeAll(plan, change);
    await this.#save(plan.toSave);
    return edits.map(({ path }) => path);
  }

  /** The disk first, since that can be taken back without a trace. */
  async #writeAll({ texts, onDisk }: WritePlan, { from, to, signal }: TreeWrite): Promise<void> {
    refuseUnsaved(this.#root, onDisk);
    if (onDisk.size > 0) {
      await writeTree(this.#repository, from.tree, to, { only: onDisk, signal });
    }
    try {
      // Somebody may have begun to type into one of them.
      refuseUnsaved(this.#root, onDisk);
      if (await applyDocumentEdits(texts)) return;
      throw new SwarmError(
        'conflict',
        vscode.l10n.t('An open file was edited meanwhile; nothing was written, so merge again.'),
      );
    } catch (error) {
      if (onDisk.size > 0) await this.#takeBack(onDisk, from, to, error);
      throw error;
    }
  }

  async #takeBack(
    onDisk: ReadonlySet<string>,
    from: TreeCommit,
    to: string,
    error: unknown,
  ): Promise<void> {
    try {
      await writeTree(this.#repository, to, from.tree, { only: onDisk });
    } catch (second) {
      this.#log.error('A merge could not be taken back', second);
      throw new HalfWritten(
        'conflict',
        vscode.l10n.t('{0} Some files were written already: use Undo Merge.', messageOf(error)),
        error,
      );
    }
  }

  /**
   * What is not saved is merged all the same. The editor says itself when it cannot save a file, but
   * not when somebody has closed it at that very moment.
   */
  async #save(documents: readonly vscode.TextDocument[]): Promise<void> {
    const saved = await Promise.allSettled(documents.map(async (one) => one.save()));
    const refused: string[] = [];
    for (const [index, document] of documents.entries()) {
      const answer = saved[index];
      if (answer?.status === 'fulfilled' && (answer.value || !document.isDirty)) continue;
      const reason = answer?.status === 'rejected' ? answer.reason : '';
      this.#log.warn(`${document.uri.fsPath} has the fix, but could not be saved: ${reason}`);
      if (reason !== '') refused.push(vscode.workspace.asRelativePath(document.uri));
    }
    if (refused.length === 0) return;
    warn(vscode.l10n.t('Merged, but not saved: {0}. Look at it, and save it.', refused.join(', ')));
  }
}
