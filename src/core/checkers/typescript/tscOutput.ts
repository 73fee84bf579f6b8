import { resolve } from 'node:path';
import type { Diagnostic, Severity } from '../../protocol/diagnostic.ts';
import { relativePath } from './diagnosticConversion.ts';

/** What a run of `tsc --pretty false` printed. */
export interface TscOutput {
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths, when it was asked to list its files. */
  readonly files: readonly string[];
}

const located =
  /^(?<file>.+)\((?<line>\d+),(?<column>\d+)\): (?<kind>\w+) TS(?<code>\d+): (?<message>.*)$/;
const general = /^(?<kind>error|warning|message) TS(?<code>\d+): (?<message>.*)$/;

const severities: Readonly<Record<string, Severity>> = {
  error: 'error',
  warning: 'warning',
  suggestion: 'hint',
};

function diagnosticIn(line: string, root: string, configPath: string): Diagnostic | undefined {
  const groups = (located.exec(line) ?? general.exec(line))?.groups;
  if (groups === undefined) return undefined;
  const { file, code = '', message = '', kind = '' } = groups;
  const start = { line: Number(groups['line'] ?? 1), column: Number(groups['column'] ?? 1) };
  return {
    file: relativePath(root, file === undefined ? configPath : resolve(root, file)),
    range: { ...start, endLine: start.line, endColumn: start.column },
    severity: severities[kind] ?? 'information',
    source: 'ts',
    code,
    message,
  };
}

/**
 * Reads what `tsc --pretty false` printed when it ran at `root`. Indented lines explain the one
 * above them and are left out. It tells where a diagnostic starts only, so ranges are empty.
 * @param configPath takes the diagnostics without a file.
 */
export function parseTscOutput(text: string, root: string, configPath: string): TscOutput {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith(' '));
  const read = lines.map((line) => ({ line, diagnostic: diagnosticIn(line, root, configPath) }));
  return {
    diagnostics: read.flatMap(({ diagnostic }) => diagnostic ?? []),
    files: read.filter(({ diagnostic }) => diagnostic === undefined).map(({ line }) => line),
  };
}
