import { newSuppressions } from '../suppressions.ts';
import type { CandidateFix, TextEdit } from './fixer.ts';
import { applyEdits } from './textEdits.ts';

/** A quick fix of a tool of which nothing is known but what it says of the fix itself. */
export interface OfferedFix {
  /** In the words of the tool. */
  readonly title: string;
  readonly isPreferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** What a fix is called that only makes the tool be quiet; its edits are looked at as well. */
const suppressingTitle =
  /^(?:disable|ignore|suppress)\b|\b(?:suppress(?:ion)?|noqa|nolint|type: ignore|ts-(?:ignore|expect-error|nocheck))\b|\b(?:eslint|oxlint|biome|pylint|pyright|stylelint)[-: ]+(?:disable|ignore)/i;

/** Files by which tools are told what to complain about. */
const configurationFile =
  /(?:^|\/)(?:\.[^/]*|[^/]*\.config\.[^/]*|[^/]*\.(?:jsonc?|toml|ya?ml|ini|cfg))$/i;

export function hasSuppressingTitle(title: string): boolean {
  return suppressingTitle.test(title);
}

/** True when an edit of that file may silence a tool instead of answering it. */
export function mayBeConfiguration(file: string): boolean {
  return configurationFile.test(file);
}

/**
 * True when the edits add a suppression to a file.
 * @param textOf the text that the edits of a file are made for.
 */
export function addSuppression(
  edits: readonly TextEdit[],
  textOf: (file: string) => string,
): boolean {
  return [...new Set(edits.map((edit) => edit.file))].some((file) => {
    const before = textOf(file);
    const own = edits.filter((edit) => edit.file === file);
    return newSuppressions(before, applyEdits(before, own)).length > 0;
  });
}

/**
 * What such a fix is worth when its diagnostic is gone with it.
 * @param offeredBy the name of the tool, for a person.
 */
export function judgeOffer(
  { title, isPreferred, edits }: OfferedFix,
  offeredBy: string,
): Pick<CandidateFix, 'worth' | 'reason'> {
  if (!isPreferred) {
    return { worth: 'proposed', reason: `${offeredBy} offers it, but does not prefer it` };
  }
  const isDeletion = edits.every((edit) => edit.newText === '');
  return isDeletion && !/\bimport/i.test(title)
    ? { worth: 'proposed', reason: 'It only takes something away, which may be wanted' }
    : { worth: 'safe', reason: `${offeredBy} prefers it` };
}
