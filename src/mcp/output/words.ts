/** One line of at most so many characters. */
export function oneLine(text: string, most: number): string {
  const line = text.trim().replace(/\s*\n\s*/g, ' ');
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** The first of many, and how many more there are. */
export function listed(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The parts that are not empty, as one sentence's worth. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
