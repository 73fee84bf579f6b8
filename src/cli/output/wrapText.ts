/**
 * Breaks a line between words, so that none is longer than the terminal is wide.
 * @param indent how far the further lines are moved to the right.
 */
export function wrapText(line: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  const [, start = '', text = ''] = /^( *)(.*)$/s.exec(line) ?? [];
  let current = start;
  for (const word of text.split(' ')) {
    const longer = current.trim() === '' ? `${current}${word}` : `${current} ${word}`;
    if (longer.length > width && current.trim() !== '') {
      lines.push(current);
      current = `${' '.repeat(indent)}${word}`;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}
