import type { FixWorth } from '../fixer.ts';

/** `fix`: ESLint would apply it with `--fix`. `suggestion`: it offers it to a person. */
export type OfferKind = 'fix' | 'suggestion';

/** `never`: it only quiets the rule, so it is not offered at all. */
export type OfferWorth = FixWorth | 'never';

/** What an offer of a rule is worth, decided once and for all. */
export interface FixWorthRow {
  readonly rule: string;
  readonly kind: OfferKind;
  /** Only for offers with this message id; without it, for all that no narrower row names. */
  readonly messageId?: string;
  /** Only for offers that insert exactly this text. */
  readonly newText?: string;
  readonly worth: OfferWorth;
  /** For a person, next to the verdict. */
  readonly reason: string;
}

/** Rows of one rule's suggestions; `rule` may be followed by `#` and a message id. */
export function suggestion(rule: string, worth: OfferWorth, reason: string): FixWorthRow {
  return row('suggestion', rule, worth, reason);
}

/** The same for its fixes. */
export function fix(rule: string, worth: OfferWorth, reason: string): FixWorthRow {
  return row('fix', rule, worth, reason);
}

function row(kind: OfferKind, name: string, worth: OfferWorth, reason: string): FixWorthRow {
  const [rule = name, messageId] = name.split('#');
  return { rule, kind, worth, reason, ...(messageId === undefined ? {} : { messageId }) };
}
