import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCodeOf } from '../base/swarmError.ts';
import type { Severity, TextRange } from '../protocol/diagnostic.ts';
import type { IssueType } from '../protocol/issueType.ts';
import { type ColumnUnit, toUtf16Column } from './columnUnits.ts';
import { linesOf } from './lineMap.ts';
import type {
  ProblemReport,
  RejectedEntry,
  RejectionKind,
  ReportedProblem,
} from './problemReport.ts';
import type { ReportContext } from './reportContext.ts';
import { RepositoryPaths } from './repositoryPath.ts';
import { ruleName, toolName } from './toolName.ts';

/** A place as reports tell it: from 1, and any part may be missing. */
export interface ReportedPlace {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** An entry of a report, in the report's own words. */
export interface ReportedEntry {
  /** Absolute, or relative to `folder`. */
  readonly path: string;
  /** Absolute; the folder that the tool ran in when it is not given. */
  readonly folder?: string | undefined;
  readonly place: ReportedPlace;
  readonly columnUnit?: ColumnUnit;
  /** Without an end column the end is that of the line, not the start itself. */
  readonly endsWithLine?: boolean;
  readonly severity: Severity;
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly type?: IssueType | undefined;
  readonly priority?: number | undefined;
  readonly snippet?: string | undefined;
}

interface SeenText {
  readonly text: string;
  readonly lines: readonly string[];
}

function readFromDisk(root: string, file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (error) {
    const code = systemCodeOf(error) ?? '';
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) return undefined;
    throw error;
  }
}

function fromOne(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isInteger(value) && value >= 1 ? value : otherwise;
}

function isBefore(line: number, column: number, range: TextRange): boolean {
  return line < range.line || (line === range.line && column < range.column);
}

/** Gathers what a reader finds, with paths, places and names as the rest of the core has them. */
export class ReportCollector {
  readonly #readText: (file: string) => string | undefined;
  readonly #paths: RepositoryPaths;
  readonly #texts = new Map<string, SeenText | undefined>();
  readonly #problems: ReportedProblem[] = [];
  readonly #rejected: RejectedEntry[] = [];

  constructor(context: ReportContext) {
    this.#readText = context.readText ?? ((file) => readFromDisk(context.root, file));
    this.#paths = new RepositoryPaths(context);
  }

  get report(): ProblemReport {
    return { problems: this.#problems, rejected: this.#rejected };
  }

  reject(position: string, reason: string, kind: RejectionKind = 'malformed'): void {
    this.#rejected.push({ kind, position, reason });
  }

  /** The file that a path of the report means. */
  resolve(path: string, folder?: string) {
    return this.#paths.resolve(path, folder);
  }

  /** The text of a file, undefined when it is not at hand. Read once. */
  textOf(file: string): string | undefined {
    return this.#seen(file)?.text;
  }

  /** @param position the entry's place in the report, for a person. */
  add(position: string, entry: ReportedEntry): void {
    const resolved = this.resolve(entry.path, entry.folder);
    if ('reason' in resolved) {
      this.reject(position, resolved.reason, resolved.kind);
      return;
    }
    const source = toolName(entry.source);
    const { severity, message, type, priority, snippet } = entry;
    this.#problems.push({
      file: resolved.file,
      range: this.#rangeOf(resolved.file, entry),
      ...{ severity, source, message },
      code: ruleName(source, entry.code),
      ...(type !== undefined && { type }),
      ...(priority !== undefined && { priority }),
      ...(snippet !== undefined && { snippet }),
    });
  }

  #seen(file: string): SeenText | undefined {
    if (!this.#texts.has(file)) {
      const text = this.#readText(file);
      this.#texts.set(file, text === undefined ? undefined : { text, lines: linesOf(text) });
    }
    return this.#texts.get(file);
  }

  #rangeOf(file: string, { place, columnUnit = 'utf16', endsWithLine }: ReportedEntry): TextRange {
    const line = fromOne(place.line, 1);
    const column = this.#columnOf(file, line, fromOne(place.column, 1), columnUnit);
    const start = { line, column, endLine: line, endColumn: column };
    const endLine = fromOne(place.endLine, line);
    const endColumn =
      place.endColumn === undefined && endsWithLine
        ? (this.#seen(file)?.lines[endLine - 1]?.length ?? 0) + 1
        : this.#columnOf(file, endLine, fromOne(place.endColumn, 1), columnUnit);
    return isBefore(endLine, endColumn, start) ? start : { ...start, endLine, endColumn };
  }

  #columnOf(file: string, line: number, column: number, unit: ColumnUnit): number {
    if (unit === 'utf16' || column === 1) return column;
    const text = this.#seen(file)?.lines[line - 1];
    return text === undefined ? column : toUtf16Column(text, column, unit);
  }
}
