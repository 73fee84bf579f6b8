import type { Diagnostic } from '../../../protocol/diagnostic.ts';
import type { FileTexts, Workpiece } from '../../workpiece.ts';
import type { CandidateFix, Fixer, TextEdit } from '../fixer.ts';
import type { EditorOffers } from './editorOffers.ts';
import { createRebase, type Rebase } from './rebasedEdits.ts';

/** Offers what the editor had as quick fixes before the task began, moved to where it belongs now. */
export class EditorFixer implements Fixer {
  readonly id = 'editor';
  readonly #candidates: EditorOffers['candidates'];
  readonly #texts: FileTexts;
  readonly #workpiece: Pick<Workpiece, 'readText'>;

  /** @param texts those that the candidates were made for. */
  constructor(
    candidates: EditorOffers['candidates'],
    texts: FileTexts,
    workpiece: Pick<Workpiece, 'readText'>,
  ) {
    this.#candidates = candidates;
    this.#texts = texts;
    this.#workpiece = workpiece;
  }

  hasFixFor(issueId: string): boolean {
    return this.#candidates.has(issueId);
  }

  /** It goes by issues; a diagnostic alone tells it nothing. */
  handles(): boolean {
    return true;
  }

  async candidates(
    _diagnostics: readonly Diagnostic[],
    _signal: AbortSignal,
    targetIds: readonly string[],
  ): Promise<readonly (readonly CandidateFix[])[]> {
    const rebases = new Map<string, Rebase>();
    const answers: (readonly CandidateFix[])[] = [];
    for (const id of targetIds) {
      const moved: CandidateFix[] = [];
      for (const fix of this.#candidates.get(id) ?? []) {
        const edits = await this.#move(fix.edits, rebases);
        if (edits !== undefined) moved.push({ ...fix, edits });
      }
      answers.push(moved);
    }
    return answers;
  }

  /** Undefined when one of the edits no longer fits: half a fix is none. */
  async #move(
    edits: readonly TextEdit[],
    rebases: Map<string, Rebase>,
  ): Promise<TextEdit[] | undefined> {
    const moved: TextEdit[] = [];
    for (const edit of edits) {
      const rebase = rebases.get(edit.file) ?? (await this.#rebaseOf(edit.file));
      rebases.set(edit.file, rebase);
      const place = rebase(edit);
      if (place === undefined) return undefined;
      moved.push(place);
    }
    return moved;
  }

  async #rebaseOf(file: string): Promise<Rebase> {
    const now = await this.#workpiece.readText(file);
    return now === undefined ? () => undefined : createRebase(this.#texts.get(file) ?? '', now);
  }
}
