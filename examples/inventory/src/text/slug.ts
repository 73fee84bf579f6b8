const replacements: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
  ['&', ' and '],
]);

export function fold(text: string): string {
  const replaced = [...text.toLowerCase()].map((char) => replacements.get(char) ?? char).join('');
  return replaced.normalize('NFKD').replace(/\p{Mark}/gu, '');
}

export function slug(text: string, maxLength = 60): string {
  const words = fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (words.length <= maxLength) return words;
  const cut = words.slice(0, maxLength + 1);
  const lastDash = cut.lastIndexOf('-');
  return lastDash > 0 ? cut.slice(0, lastDash) : words.slice(0, maxLength);
}

export function uniqueSlug(text: string, taken: ReadonlySet<string>): string {
  const base = slug(text);
  let candidate = base;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `${base}-${number}`;
  return candidate;
}
