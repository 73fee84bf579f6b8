import { createHash } from 'node:crypto';

/**
 * Tells whether two programs speak of the same text.
 * @returns the SHA-256 of the text in UTF-8, in hexadecimal digits. A byte order mark does not count:
 * editors do not show it.
 */
export function hashText(text: string): string {
  const shown = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return createHash('sha256').update(shown).digest('hex');
}
