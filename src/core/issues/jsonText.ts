import { messageOf, SwarmError } from '../base/swarmError.ts';
import { linesOf } from './lineMap.ts';
import { type ReportContext, reportName } from './reportContext.ts';

/** @throws {SwarmError} `input` when the text is not JSON. */
export function parseJsonReport(text: string, context: ReportContext): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SwarmError(
      'input',
      `Cannot read ${reportName(context)}: it is not valid JSON (${messageOf(error)}); write it again.`,
      error,
    );
  }
}

/** A JSON value with its place in the report, or why there is none. */
export type JsonEntry = { readonly position: string } & (
  | { readonly value: unknown }
  | { readonly reason: string }
);

function parseLine(line: string, position: string): JsonEntry {
  try {
    return { position, value: JSON.parse(line) };
  } catch (error) {
    return { position, reason: `it is not valid JSON (${messageOf(error)})` };
  }
}

/** The values of JSON lines; empty lines are passed over. */
export function jsonLinesOf(text: string): JsonEntry[] {
  return linesOf(text).flatMap((line, index) =>
    line.trim() === '' ? [] : [parseLine(line, `line ${index + 1}`)],
  );
}

/** The value of a text that is one JSON value; undefined when it is not. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is an answer here, not an error.
    return undefined;
  }
}

/** The entries of a JSON array, of one JSON value, or of JSON lines. */
export function jsonEntriesOf(text: string): JsonEntry[] {
  const whole = tryParseJson(text);
  if (whole === undefined) return jsonLinesOf(text);
  const values: readonly unknown[] = Array.isArray(whole) ? whole : [whole];
  return values.map((value, index) => ({ position: `entry ${index + 1}`, value }));
}
