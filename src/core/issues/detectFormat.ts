import { SwarmError } from '../base/swarmError.ts';
import { jsonLinesOf, tryParseJson } from './jsonText.ts';
import { looksLikeTscText } from './tscTextReader.ts';

export type ReportFormat = 'empty' | 'sarif' | 'eslintJson' | 'tscText' | 'ownJson' | 'rdjson';

const understood =
  'SARIF 2.1.0, ESLint JSON, tsc text, reviewdog rdjson, and an array or lines of {"file", "message"}';

const shownLength = 60;
const linesLookedAt = 20;

function has<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function isRdjsonEntry(value: unknown): boolean {
  // Biome's own JSON has a path in its location too, but no message format of reviewdog.
  return has(value, 'location') && has(value.location, 'path') && !has(value, 'category');
}

function formatOfObject(value: object): ReportFormat | undefined {
  if (has(value, 'runs')) return 'sarif';
  if (has(value, 'file')) return 'ownJson';
  if (isRdjsonEntry(value)) return 'rdjson';
  if (!has(value, 'diagnostics') || !Array.isArray(value.diagnostics)) return undefined;
  return value.diagnostics.every(isRdjsonEntry) ? 'rdjson' : undefined;
}

function formatOfArray(values: readonly unknown[]): ReportFormat | undefined {
  if (values.length === 0) return 'empty';
  if (values.some((value) => has(value, 'filePath') && has(value, 'messages'))) return 'eslintJson';
  return values.some((value) => has(value, 'file')) ? 'ownJson' : undefined;
}

function formatOfLines(text: string): ReportFormat | undefined {
  const firstLines = text.split('\n', linesLookedAt).join('\n');
  for (const entry of jsonLinesOf(firstLines)) {
    const value = 'value' in entry ? entry.value : undefined;
    if (has(value, 'file')) return 'ownJson';
    if (isRdjsonEntry(value)) return 'rdjson';
  }
  return undefined;
}

function formatOfText(text: string): ReportFormat | undefined {
  const value = tryParseJson(text);
  if (Array.isArray(value)) return formatOfArray(value);
  if (typeof value === 'object' && value !== null) return formatOfObject(value);
  return formatOfLines(text) ?? (looksLikeTscText(text) ? 'tscText' : undefined);
}

function unknownFormat(text: string, name: string): SwarmError {
  const start = JSON.stringify(text.trim().slice(0, shownLength));
  const isBroken = /^\s*[{[]/.test(text) && tryParseJson(text) === undefined;
  const why = isBroken ? 'it looks like JSON but is not valid' : 'its format is not known';
  const message = `Cannot read problems from ${name}: ${why} (it begins with ${start}). Understood are ${understood}.`;
  return new SwarmError('input', message);
}

/**
 * Tells what a report is by its content.
 * @param name of the file, or whatever else the text is from, for the error.
 * @throws {SwarmError} `input` when it is nothing that is understood.
 */
export function detectFormat(text: string, name: string): ReportFormat {
  if (text.trim() === '') return 'empty';
  const format = formatOfText(text);
  if (format === undefined) throw unknownFormat(text, name);
  return format;
}
