const absolutePath =
  /(^|[\s'"`([<])(?:file:\/\/|[A-Za-z]:)?(?:[\\/][^\s\\/:'"`()[\]<>|*?]+)+[\\/]/g;
const positions: readonly (readonly [RegExp, string])[] = [
  [/\b(lines?|columns?|col|ln) \d+/gi, '$1 #'],
  [/:\d+:\d+/g, ':#'],
  [/\(\d+, ?\d+\)/g, '(#)'],
];

/**
 * The message without what changes when nothing but its surroundings did: places in the text
 * (`line 12`, `:3:7`), folders of absolute paths, and line breaks.
 */
export function messageForm(message: string): string {
  const folded = message.replace(/\s+/g, ' ').trim().replace(absolutePath, '$1…/');
  return positions.reduce((text, [pattern, form]) => text.replace(pattern, form), folded);
}

/** The same without any number, so that "a complexity of 12" is still itself at 11. */
export function messageFormWithoutNumbers(message: string): string {
  return messageForm(message).replace(/\d+/g, '#');
}
