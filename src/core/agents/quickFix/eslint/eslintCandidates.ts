import type { Linter, Rule } from 'eslint';
import { newSuppressions } from '../../suppressions.ts';
import type { CandidateFix, TextEdit } from '../fixer.ts';
import { worthOf } from './eslintFixWorth.ts';
import type { OfferKind } from './fixWorthRow.ts';

/** One file as it is on the disk, with a byte order mark if it has one. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

interface Proposal {
  readonly title: string;
  readonly kind: OfferKind;
  readonly messageId: string | undefined;
  readonly fix: Rule.Fix;
}

const byteOrderMark = '\uFEFF';

// ESLint counts from behind the mark, and takes the mark itself for the stretch from -1 to 0.
function toEdit(source: SourceText, fix: Rule.Fix): TextEdit {
  const shift = source.text.startsWith(byteOrderMark) ? 1 : 0;
  const [start, end] = fix.range;
  return { file: source.file, start: start + shift, end: end + shift, newText: fix.text };
}

function proposalsOf(message: Linter.LintMessage): readonly Proposal[] {
  const title = `Fix this ${message.ruleId ?? 'ESLint'} problem`;
  const { messageId, fix } = message;
  const own = fix === undefined ? [] : [{ title, kind: 'fix' as const, messageId, fix }];
  const suggestions = (message.suggestions ?? []).map((suggestion) => ({
    title: suggestion.desc,
    kind: 'suggestion' as const,
    messageId: suggestion.messageId,
    fix: suggestion.fix,
  }));
  return [...own, ...suggestions];
}

function toCandidate(
  source: SourceText,
  rule: string,
  proposal: Proposal,
): CandidateFix | undefined {
  const { title, kind, messageId } = proposal;
  const edit = toEdit(source, proposal.fix);
  const { worth, reason } = worthOf({ rule, kind, messageId, newText: edit.newText });
  if (worth === 'never') return undefined;
  const replaced = source.text.slice(edit.start, edit.end);
  if (newSuppressions(replaced, edit.newText).length > 0) return undefined;
  return { title, worth, reason, edits: [edit] };
}

/** What ESLint offers to do about one message, the safe ones first; nothing that only quiets it. */
export function candidatesOf(
  source: SourceText,
  message: Linter.LintMessage,
): readonly CandidateFix[] {
  const candidates = proposalsOf(message).flatMap(
    (proposal) => toCandidate(source, message.ruleId ?? '', proposal) ?? [],
  );
  const isSafe = (candidate: CandidateFix): boolean => candidate.worth === 'safe';
  return [...candidates.filter(isSafe), ...candidates.filter((other) => !isSafe(other))];
}
