import * as vscode from 'vscode';
import { runCommand } from '../commands/commandRegistry.ts';
import { referenceKey } from '../fixes/fixNode.ts';
import { type Button, warn } from './mergeNotices.ts';
import type { Resolution } from './resolutions.ts';

/** What is done when somebody answers. */
export interface ConflictAnswers {
  merged(resolution: Resolution): Promise<void>;
  putBack(resolution: Resolution): Promise<void>;
  onError(error: unknown): void;
}

/** Asks about files whose conflict may still be open. */
export class ConflictQuestions {
  readonly #answers: ConflictAnswers;
  readonly #asked = new Set<string>();

  constructor(answers: ConflictAnswers) {
    this.#answers = answers;
  }

  /** Its merge editor is closed, and the text has marks. */
  tellMarks(resolution: Resolution): void {
    const text = vscode.l10n.t('{0} still has conflict marks.', resolution.path);
    warn(text, this.#goOn(resolution), this.#putBack(resolution));
  }

  /**
   * Nobody but a person knows whether a file is as it shall be.
   * @param isClosed its merge editor was just closed; that a file is saved asks only once.
   */
  ask(resolution: Resolution, isClosed: boolean): void {
    const key = `${referenceKey(resolution.task)}|${resolution.path}`;
    if (this.#asked.has(key) && !isClosed) return;
    this.#asked.add(key);
    const text = vscode.l10n.t(
      'Is {0} merged? Where there were conflicts, it may still be as it was before.',
      resolution.path,
    );
    const merged = {
      label: vscode.l10n.t('Merged'),
      run: () => this.#guarded(this.#answers.merged(resolution)),
    };
    warn(text, merged, this.#goOn(resolution), this.#putBack(resolution));
  }

  #goOn({ task }: Resolution): Button {
    return {
      label: vscode.l10n.t('Continue'),
      run: () => runCommand('swarmAutofix.resolveConflict', { reference: task }),
    };
  }

  #putBack(resolution: Resolution): Button {
    return {
      label: vscode.l10n.t('Put Back as It Was'),
      run: () => this.#guarded(this.#answers.putBack(resolution)),
    };
  }

  #guarded(work: Promise<void>): Promise<void> {
    return work.catch((error) => this.#answers.onError(error));
  }
}
