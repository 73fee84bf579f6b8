import { stripVTControlCharacters } from 'node:util';
import type { Severity } from '../protocol/diagnostic.ts';
import { linesOf } from './lineMap.ts';
import type { ProblemReport } from './problemReport.ts';
import { ReportCollector, type ReportedEntry } from './reportCollector.ts';
import type { ReportContext } from './reportContext.ts';

const plainLine =
  /^(?<path>\S.*?)\((?<line>\d+),(?<column>\d+)\): (?<category>\w+) TS(?<code>\d+): (?<message>.*)$/;
const prettyLine =
  /^(?<path>\S.*?):(?<line>\d+):(?<column>\d+) - (?<category>\w+) TS(?<code>\d+): (?<message>.*)$/;
const lineWithoutFile = /^(?:error|warning) TS(?<code>\d+): (?<message>.*)$/;

const severityByCategory: Readonly<Record<string, Severity>> = {
  error: 'error',
  warning: 'warning',
  suggestion: 'hint',
  message: 'information',
};

interface TscEntry {
  readonly lineNumber: number;
  readonly entry: ReportedEntry;
  readonly moreLines: string[];
}

function parseLine(line: string): ReportedEntry | undefined {
  const groups = (plainLine.exec(line) ?? prettyLine.exec(line))?.groups;
  if (groups === undefined) return undefined;
  const { path = '', category = '', code = '', message = '' } = groups;
  return {
    path,
    place: { line: Number(groups['line']), column: Number(groups['column']) },
    severity: severityByCategory[category] ?? 'error',
    source: 'ts',
    code,
    message,
  };
}

/** True when the text has at least one line as the TypeScript compiler prints them. */
export function looksLikeTscText(text: string): boolean {
  return linesOf(text).some((raw) => {
    const line = stripVTControlCharacters(raw);
    return parseLine(line) !== undefined || lineWithoutFile.test(line);
  });
}

/**
 * Reads what `tsc` prints, with `--pretty false` or without, and in colours or without.
 * Lines of other programs are passed over; an error that belongs to no file is rejected.
 */
export function readTscText(text: string, context: ReportContext): ProblemReport {
  const collector = new ReportCollector(context);
  let open: TscEntry | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const message = [open.entry.message, ...open.moreLines].join('\n');
    collector.add(`line ${open.lineNumber}`, { ...open.entry, message });
    open = undefined;
  };
  for (const [index, raw] of linesOf(text).entries()) {
    const line = stripVTControlCharacters(raw);
    // The chain of reasons is indented; a blank line ends it, and code or related places follow.
    if (open !== undefined && /^\s+\S/.test(line)) {
      open.moreLines.push(line);
      continue;
    }
    close();
    const entry = parseLine(line);
    if (entry !== undefined) open = { lineNumber: index + 1, entry, moreLines: [] };
    const groups = lineWithoutFile.exec(line)?.groups;
    if (groups === undefined) continue;
    const { code, message } = groups;
    const reason = `error TS${code} belongs to no file: ${message}`;
    collector.reject(`line ${index + 1}`, reason, 'unplaced');
  }
  close();
  return collector.report;
}
