// Families whose short name covers several prefixes.
const families: Readonly<Record<string, RegExp>> = { PL: /^PL[CERW]$/, TCH: /^TC$/ };

function split(code: string): readonly [letters: string, digits: string] {
  const letters = /^[A-Z]*/.exec(code)?.[0] ?? '';
  return [letters, code.slice(letters.length)];
}

/**
 * True when a selector, such as `F`, `E50`, `PLW` or `ALL`, covers a rule's code, such as `E501`.
 * `F` covers `F401` but not `FBT001`, which belongs to another family.
 */
export function selects(selector: string, code: string): boolean {
  if (selector === 'ALL') return true;
  const [letters, digits] = split(selector);
  const [ownLetters, ownDigits] = split(code);
  const isFamily = letters === ownLetters || families[letters]?.test(ownLetters) === true;
  return isFamily && ownDigits.startsWith(digits);
}
