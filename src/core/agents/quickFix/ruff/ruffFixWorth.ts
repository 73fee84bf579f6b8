import { selects } from '../../../checkers/ruff/ruleSelector.ts';
import type { FixWorth } from '../fixer.ts';

/** A rule or family of rules whose fixes ruff itself holds safe in every case but lost comments. */
interface SafeFixRow {
  readonly selector: string;
  readonly reason: string;
  /** A comment that goes is what the rule complains about. */
  readonly isAboutComments?: boolean;
}

const sameText = 'The text stays the same.';
const layoutOnly = 'Only the layout changes.';
const sameMeaning = 'A newer way to say the same.';

/**
 * Not every build of ruff tells which of its fixes are safe, and all of them are judged alike. So that
 * is written here, from the section "Fix safety" of each rule. Whatever is not here is for a person
 * to judge; and so is what a build that does tell holds unsafe.
 * @see https://docs.astral.sh/ruff/rules/
 */
export const safeRuffFixes: readonly SafeFixRow[] = [
  { selector: 'B009', reason: 'The same attribute, by its name.' },
  { selector: 'B010', reason: 'The same attribute, by its name.' },
  { selector: 'B013', reason: 'The same exception is caught.' },
  { selector: 'B014', reason: 'The same exceptions are caught.' },
  { selector: 'B033', reason: 'A set holds each value once.' },
  { selector: 'COM812', reason: layoutOnly },
  { selector: 'COM819', reason: layoutOnly },
  { selector: 'D201', reason: layoutOnly },
  { selector: 'D202', reason: layoutOnly },
  { selector: 'D203', reason: layoutOnly },
  { selector: 'D204', reason: layoutOnly },
  { selector: 'D211', reason: layoutOnly },
  { selector: 'E2', reason: layoutOnly },
  { selector: 'E3', reason: layoutOnly },
  { selector: 'E401', reason: 'The same imports, one a line.' },
  { selector: 'E703', reason: layoutOnly },
  { selector: 'E713', reason: 'Python reads both the same way.' },
  { selector: 'E714', reason: 'Python reads both the same way.' },
  { selector: 'F401', reason: 'Nothing of the import is used.' },
  { selector: 'F541', reason: sameText },
  { selector: 'I001', reason: 'The same imports, in another order.' },
  { selector: 'I002', reason: 'The project requires this import.' },
  { selector: 'PIE790', reason: 'It does nothing.' },
  { selector: 'PIE808', reason: 'A range starts at zero anyway.' },
  { selector: 'PLR0402', reason: 'The same import, said shorter.' },
  { selector: 'PLR1711', reason: 'The function returns None there anyway.' },
  { selector: 'Q', reason: sameText },
  { selector: 'RUF010', reason: 'The same conversion, said shorter.' },
  { selector: 'RUF100', reason: 'The directive silences nothing.', isAboutComments: true },
  { selector: 'UP003', reason: sameMeaning },
  { selector: 'UP004', reason: 'Every class inherits from object.' },
  { selector: 'UP009', reason: 'Python reads UTF-8 by default.', isAboutComments: true },
  { selector: 'UP010', reason: 'Python does that by default.' },
  { selector: 'UP011', reason: sameMeaning },
  { selector: 'UP012', reason: 'The same bytes.' },
  { selector: 'UP015', reason: 'That is how files are opened by default.' },
  { selector: 'UP018', reason: 'The same value, written out.' },
  { selector: 'UP020', reason: 'Another name of the same function.' },
  { selector: 'UP021', reason: sameMeaning },
  { selector: 'UP024', reason: 'Another name of the same exception.' },
  { selector: 'UP025', reason: sameText },
  { selector: 'UP032', reason: sameText },
  { selector: 'UP034', reason: layoutOnly },
  { selector: 'UP039', reason: layoutOnly },
  { selector: 'W292', reason: layoutOnly },
  { selector: 'W391', reason: layoutOnly },
  { selector: 'W605', reason: sameText },
];

/** Fixes that only say that the doubtful thing is meant. */
const onlyQuiets = ['B905', 'B912'];

/** One fix that ruff offers. */
export interface RuffOffer {
  readonly code: string;
  readonly file: string;
  readonly losesComment: boolean;
  /** Whether ruff itself holds it safe; undefined when it does not tell. */
  readonly isHeldSafe: boolean | undefined;
}

export interface RuffWorth {
  readonly worth: FixWorth | 'never';
  readonly reason: string;
  /** True when the same program before and after would be a reason to hold it safe nevertheless. */
  readonly isOpen?: boolean;
}

function proposed(reason: string): RuffWorth {
  return { worth: 'proposed', reason };
}

/** What a fix is worth; `never` for one that only quiets its rule. */
export function worthOfRuffFix(offer: RuffOffer): RuffWorth {
  const { code } = offer;
  if (onlyQuiets.includes(code)) return { worth: 'never', reason: 'It only quiets the rule.' };
  const row = safeRuffFixes.find(({ selector }) => selects(selector, code));
  if (offer.losesComment && row?.isAboutComments !== true) return proposed('A comment is lost.');
  if (offer.isHeldSafe === false) return proposed('Ruff itself does not hold it safe.');
  if (code === 'F401' && offer.file.endsWith('__init__.py')) {
    return proposed('A package may offer the name to others.');
  }
  if (row !== undefined) return { worth: 'safe', reason: row.reason };
  return { ...proposed('Nothing says that the code still does the same.'), isOpen: true };
}
