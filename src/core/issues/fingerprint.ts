import { createHash } from 'node:crypto';
import { messageForm } from './messageForm.ts';

export interface FingerprintParts {
  readonly source: string;
  readonly code: string;
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly message: string;
  /** The text of the line that the problem begins on. */
  readonly lineText: string;
  /** How many problems with the same other parts come before it in the file. */
  readonly ordinal: number;
}

const slugLength = 40;

function slugOf(source: string, code: string): string {
  const joint = /^\d+$/.test(code) || code === '' ? '' : '-';
  const slug = `${source}${joint}${code}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const short = slug.slice(0, slugLength).replace(/^-+|-+$/g, '');
  return short === '' ? 'issue' : short;
}

/**
 * A name such as `ts6133-3f2a9c1b04`, safe for file names. It stays the same when lines above
 * the problem come or go: no line number is part of it, nor one that the message tells.
 */
export function fingerprintOf(parts: FingerprintParts): string {
  const { source, code, file, message, lineText, ordinal } = parts;
  const line = lineText.replace(/\s+/g, ' ').trim();
  const identity = JSON.stringify([source, code, file, messageForm(message), line, ordinal]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 10);
  return `${slugOf(source, code)}-${hash}`;
}
