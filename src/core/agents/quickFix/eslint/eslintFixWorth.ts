import { coreFixWorth } from './coreFixWorth.ts';
import type { FixWorthRow, OfferKind, OfferWorth } from './fixWorthRow.ts';
import { typescriptFixWorth } from './typescriptFixWorth.ts';

/** One thing that ESLint offers to do about a message. */
export interface Offer {
  /** Empty when ESLint itself speaks, such as about a directive that is of no use. */
  readonly rule: string;
  readonly kind: OfferKind;
  readonly messageId: string | undefined;
  /** What it would insert. */
  readonly newText: string;
}

/** Every decision that has been taken; each rule with suggestions of the two packages is there. */
export const eslintFixWorth: readonly FixWorthRow[] = [...coreFixWorth, ...typescriptFixWorth];

/** For rules without a row. */
export const defaultWorth: Readonly<Record<OfferKind, { worth: OfferWorth; reason: string }>> = {
  fix: { worth: 'safe', reason: 'The rule is sure enough to apply it by itself.' },
  suggestion: { worth: 'proposed', reason: 'The rule leaves the choice to a person.' },
};

// In a flat configuration the plugin may go by a shorter name.
function fullNameOf(rule: string): string {
  return rule.replace(/^(ts|typescript|typescript-eslint)\//, '@typescript-eslint/');
}

function appliesTo(row: FixWorthRow, offer: Offer): boolean {
  return (
    row.rule === fullNameOf(offer.rule) &&
    row.kind === offer.kind &&
    (row.messageId ?? offer.messageId) === offer.messageId &&
    (row.newText ?? offer.newText) === offer.newText
  );
}

function narrowness(row: FixWorthRow): number {
  return Number(row.messageId !== undefined) + Number(row.newText !== undefined);
}

/** What an offer is worth: the narrowest row that fits it, or else the default of its kind. */
export function worthOf(offer: Offer): { readonly worth: OfferWorth; readonly reason: string } {
  const rows = eslintFixWorth.filter((row) => appliesTo(row, offer));
  const [best] = rows.toSorted((left, right) => narrowness(right) - narrowness(left));
  return best ?? defaultWorth[offer.kind];
}
