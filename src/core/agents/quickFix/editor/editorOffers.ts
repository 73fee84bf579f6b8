import { realpath } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../../../base/groupBy.ts';
import { hashText } from '../../../base/textHash.ts';
import { DocumentText } from '../../../checkers/languageServer/documentText.ts';
import type { EditorEdit, EditorFix } from '../../../protocol/editorFix.ts';
import type { Issue } from '../../../protocol/issue.ts';
import type { FileTexts } from '../../workpiece.ts';
import type { CandidateFix, TextEdit } from '../fixer.ts';
import {
  addSuppression,
  hasSuppressingTitle,
  judgeOffer,
  mayBeConfiguration,
} from '../offeredFix.ts';
import { joinInsertions } from '../textEdits.ts';

/** What the editor's fixes are held against. */
export interface EditorOffersRequest {
  readonly fixes: readonly EditorFix[];
  readonly issues: readonly Issue[];
  /** The root of the worktree. */
  readonly root: string;
  /** The task's own files as they were before anybody did anything. */
  readonly texts: FileTexts;
}

export interface EditorOffers {
  /** By issue id, best first, for the texts of before. */
  readonly candidates: ReadonlyMap<string, readonly CandidateFix[]>;
  /** What was left out and why, a line each. */
  readonly notes: readonly string[];
}

class LeftOut extends Error {}

function leaveOut(why: string): never {
  throw new LeftOut(why);
}

async function isInside(root: string, file: string): Promise<boolean> {
  const isPlain = posix.normalize(file) === file && !posix.isAbsolute(file);
  if (!isPlain || /^\.\.?(?:\/|$)|\\|\0/.test(file)) return false;
  const [realRoot, real] = await Promise.all([
    realpath(root),
    realpath(join(root, file)).catch(() => ''),
  ]);
  return real.startsWith(`${realRoot}${sep}`);
}

/** Turns places into offsets, and leaves out what may not or cannot be done here. */
class OfferReader {
  readonly #request: EditorOffersRequest;
  readonly #issues: ReadonlyMap<string, Issue>;

  constructor(request: EditorOffersRequest) {
    this.#request = request;
    this.#issues = new Map(request.issues.map((issue) => [issue.id, issue]));
  }

  /** @throws {LeftOut} why it is none that can be tried. */
  async read(fix: EditorFix): Promise<CandidateFix> {
    const issue = this.#issues.get(fix.issueId) ?? leaveOut('it is for no issue of this task');
    if (hasSuppressingTitle(fix.title)) leaveOut('it only silences');
    if (fix.edits.length === 0) leaveOut('it edits nothing');
    const edits: TextEdit[] = [];
    for (const [file, own] of groupBy(fix.edits, (edit) => edit.file)) {
      const text = await this.#textFor(file, fix);
      const isForeign = file !== issue.file && mayBeConfiguration(file);
      if (isForeign) leaveOut(`${file} may be configuration`);
      edits.push(...(placeEdits(file, text, own) ?? leaveOut(`its edits of ${file} overlap`)));
    }
    if (addSuppression(edits, (file) => this.#request.texts.get(file) ?? '')) {
      leaveOut('it only silences');
    }
    const { title, isPreferred } = fix;
    const isRespelling = /\bspelling\b/i.test(title);
    return {
      title,
      edits,
      isRespelling,
      ...judgeOffer({ title, isPreferred, edits }, 'the editor'),
    };
  }

  async #textFor(file: string, { textHashes }: EditorFix): Promise<string> {
    const { root, texts } = this.#request;
    if (!(await isInside(root, file))) leaveOut(`${file} is outside of the worktree`);
    const text = texts.get(file) ?? leaveOut(`${file} is not a file of this task`);
    if (textHashes[file] !== hashText(text)) leaveOut(`${file} is not as the editor had it`);
    return text;
  }
}

function placeEdits(
  file: string,
  text: string,
  edits: readonly EditorEdit[],
): TextEdit[] | undefined {
  const document = new DocumentText(text);
  const offsetAt = (line: number, column: number): number =>
    document.offsetAt({ line: line - 1, character: column - 1 }, 'utf-16');
  // Editors write every line break as the file has them, whatever an edit says.
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const placed = edits.map(({ range, newText }) => ({
    file,
    start: offsetAt(range.line, range.column),
    end: offsetAt(range.endLine, range.endColumn),
    newText: newText.replaceAll(/\r\n|\r|\n/g, lineBreak),
  }));
  return placed.some((edit) => edit.start > edit.end) ? undefined : joinInsertions(placed);
}

/** Which of the editor's fixes can be tried in a worktree: preferred ones first, else in their own order. */
export async function readEditorOffers(request: EditorOffersRequest): Promise<EditorOffers> {
  const reader = new OfferReader(request);
  const candidates = new Map<string, CandidateFix[]>();
  const notes: string[] = [];
  const preferredFirst = request.fixes.toSorted(
    (left, right) => Number(right.isPreferred) - Number(left.isPreferred),
  );
  for (const fix of preferredFirst) {
    try {
      const candidate = await reader.read(fix);
      const known = candidates.get(fix.issueId) ?? [];
      const isKnown = known.some((other) => isDeepStrictEqual(other.edits, candidate.edits));
      if (!isKnown) candidates.set(fix.issueId, [...known, candidate]);
    } catch (error) {
      if (!(error instanceof LeftOut)) throw error;
      notes.push(`${fix.issueId}: "${fix.title}" is left out: ${error.message}`);
    }
  }
  return { candidates, notes };
}
