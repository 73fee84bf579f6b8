import { groupBy } from '../base/groupBy.ts';
import { inTurns } from '../base/inTurns.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import { compareDiagnosticOrder } from './diagnosticOrder.ts';
import { createLineMap, type LineMap, linesOf } from './lineMap.ts';
import { messageForm, messageFormWithoutNumbers } from './messageForm.ts';
import { pairInTiers, type TierKey } from './pairInTiers.ts';

/** What a file held then and holds now; undefined when it is not there or cannot be read. */
export interface ComparedTexts {
  before(file: string): string | undefined;
  after(file: string): string | undefined;
}

/** Every diagnostic of before is in `gone` or `remaining`, every one of after in `remaining` or `introduced`. */
export interface DiagnosticComparison {
  readonly gone: readonly Diagnostic[];
  /** The diagnostic as it was, and as it is. */
  readonly remaining: readonly (readonly [Diagnostic, Diagnostic])[];
  readonly introduced: readonly Diagnostic[];
}

interface PlacedDiagnostic {
  readonly diagnostic: Diagnostic;
  /** Diagnostics of different subjects are never the same: file, source and code. */
  readonly subject: string;
  readonly place: string;
  readonly lineText: string;
  /** The column counted from the end of the line, which an edit to the left of it leaves alone. */
  readonly columnFromEnd: number;
  readonly message: string;
  readonly messageWithoutNumbers: string;
}

function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join('\u0000');
}

// From "certainly the same" to "may be the same": only what matches nothing counts as gone.
const tiers: readonly TierKey<PlacedDiagnostic>[] = [
  (item) => keyOf(item.subject, item.message, item.place, item.diagnostic.range.column),
  (item) => keyOf(item.subject, item.message, item.place, item.columnFromEnd),
  (item) => keyOf(item.subject, item.message, item.place),
  (item) => (item.lineText === '' ? undefined : keyOf(item.subject, item.message, item.lineText)),
  (item) => keyOf(item.subject, item.message),
  (item) => keyOf(item.subject, item.messageWithoutNumbers, item.place),
  (item) => keyOf(item.subject, item.place),
  (item) => keyOf(item.subject, item.messageWithoutNumbers),
];

type PlaceOf = (line: number) => string;

function placeDiagnostics(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  placesOf: (file: string) => PlaceOf,
): PlacedDiagnostic[] {
  const linesByFile = new Map<string, readonly string[]>();
  return diagnostics.toSorted(compareDiagnosticOrder).map((diagnostic) => {
    const { file, source, code, range } = diagnostic;
    const lines = linesByFile.get(file) ?? linesOf(textOf(file) ?? '');
    linesByFile.set(file, lines);
    const line = lines[range.line - 1] ?? '';
    return {
      diagnostic,
      subject: keyOf(file, source, code),
      place: placesOf(file)(range.line),
      lineText: line.trim(),
      columnFromEnd: line.length - range.column,
      message: messageForm(diagnostic.message),
      messageWithoutNumbers: messageFormWithoutNumbers(diagnostic.message),
    };
  });
}

/**
 * Tells which diagnostics are gone, which remain and which are new, from two checks by the same
 * checker. It errs on the side of "remains": one counts as gone only when nothing that is there now
 * can be it, wherever in the file it is and however its message or line has changed. The answer
 * does not depend on the order of the input and comes sorted by file and place.
 */
export function compareDiagnostics(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  texts: ComparedTexts,
): DiagnosticComparison {
  const maps = new Map<string, LineMap>();
  const mapOf = (file: string): LineMap => {
    const map = maps.get(file) ?? createLineMap(texts.before(file), texts.after(file));
    maps.set(file, map);
    return map;
  };
  const pairing = pairInTiers(
    placeDiagnostics(before, texts.before, (file) => mapOf(file).placeBefore),
    placeDiagnostics(after, texts.after, (file) => mapOf(file).placeAfter),
    tiers,
  );
  return {
    gone: pairing.onlyBefore.map(({ diagnostic }) => diagnostic),
    remaining: pairing.pairs
      .map(([then, now]) => [then.diagnostic, now.diagnostic] as const)
      .toSorted(([left], [right]) => compareDiagnosticOrder(left, right)),
    introduced: pairing.onlyAfter.map(({ diagnostic }) => diagnostic),
  };
}

/** The same, file by file, for a host that must not stand still: the answer is no other one. */
export async function compareInTurns(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  texts: ComparedTexts,
): Promise<DiagnosticComparison> {
  const [then, now] = [groupBy(before, fileOf), groupBy(after, fileOf)];
  const gone: Diagnostic[] = [];
  const remaining: (readonly [Diagnostic, Diagnostic])[] = [];
  const introduced: Diagnostic[] = [];
  await inTurns([...new Set([...then.keys(), ...now.keys()])].sort(), (file) => {
    const part = compareDiagnostics(then.get(file) ?? [], now.get(file) ?? [], texts);
    gone.push(...part.gone);
    remaining.push(...part.remaining);
    introduced.push(...part.introduced);
  });
  return { gone, remaining, introduced };
}

function fileOf({ file }: Diagnostic): string {
  return file;
}
