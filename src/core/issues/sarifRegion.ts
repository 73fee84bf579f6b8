import { type ColumnUnit, utf16Length } from './columnUnits.ts';
import type { ReportedPlace } from './reportCollector.ts';
import type { SarifRegion } from './sarifSchema.ts';

/** A place with its columns in the unit of the run, or why there is none. */
export type SarifPlace =
  | {
      readonly place: ReportedPlace;
      readonly columnUnit: ColumnUnit;
      readonly endsWithLine: boolean;
    }
  | { readonly reason: string };

function placeOfOffset(text: string, offset: number): { line: number; column: number } {
  const linesBefore = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: linesBefore.length, column: (linesBefore.at(-1)?.length ?? 0) + 1 };
}

function placeOfOffsets(text: string, start: number, length: number, unit: ColumnUnit): SarifPlace {
  const from = utf16Length(text, start, unit);
  const until = from + utf16Length(text.slice(from), length, unit);
  const [begin, end] = [placeOfOffset(text, from), placeOfOffset(text, until)];
  const place = { ...begin, endLine: end.line, endColumn: end.column };
  return { place, columnUnit: 'utf16', endsWithLine: false };
}

/**
 * @param unit of the columns and offsets of the run.
 * @param readText gives the text of the file when it is at hand.
 */
export function placeOfRegion(
  region: SarifRegion | null | undefined,
  unit: ColumnUnit,
  readText: () => string | undefined,
): SarifPlace {
  const { startLine, startColumn, endLine, endColumn } = region ?? {};
  const offset = region?.charOffset ?? -1;
  if (startLine === undefined && offset >= 0) {
    const text = readText();
    if (text === undefined) {
      return { reason: 'it tells an offset only, and the file is not there to count in' };
    }
    return placeOfOffsets(text, offset, region?.charLength ?? 0, unit);
  }
  if (startLine === undefined && (region?.byteOffset ?? -1) >= 0) {
    return { reason: 'it tells an offset in bytes only; a line is needed' };
  }
  return {
    place: { line: startLine, column: startColumn, endLine, endColumn },
    columnUnit: unit,
    endsWithLine: startLine !== undefined,
  };
}
