import * as z from 'zod';
import type { Severity } from '../protocol/diagnostic.ts';
import type { ColumnUnit } from './columnUnits.ts';
import { type JsonEntry, jsonLinesOf, tryParseJson } from './jsonText.ts';
import type { ProblemReport } from './problemReport.ts';
import { ReportCollector } from './reportCollector.ts';
import type { ReportContext } from './reportContext.ts';
import { schemaErrorLine } from './schemaError.ts';

// As in reviewdog's `proto/rdf/reviewdog.proto`. An enumeration is written by name or by number.
const severitySchema = z.union([z.string(), z.number()]).nullish();
const sourceSchema = z.object({ name: z.string().optional() }).nullish();
const placeSchema = z
  .object({ line: z.number().nullish(), column: z.number().nullish() })
  .nullish();

const diagnosticSchema = z.object({
  message: z.string(),
  location: z.object({
    path: z.string(),
    range: z.object({ start: placeSchema, end: placeSchema }).nullish(),
  }),
  severity: severitySchema,
  source: sourceSchema,
  code: z.object({ value: z.string().optional() }).nullish(),
});

const resultSchema = z.object({
  diagnostics: z.array(z.unknown()),
  source: sourceSchema,
  severity: severitySchema,
});

type Result = z.infer<typeof resultSchema>;
type Shared = Pick<Result, 'source' | 'severity'>;

const severityByName: Readonly<Record<string, Severity>> = {
  ERROR: 'error',
  WARNING: 'warning',
  INFO: 'information',
  '1': 'error',
  '2': 'warning',
  '3': 'information',
};

function severityOf(name: string | number | null | undefined): Severity | undefined {
  return severityByName[String(name).toUpperCase()];
}

/** Bytes by the format; Biome (seen with 2.6) counts characters all the same. */
function columnUnitOf(source: string): ColumnUnit {
  return source.toLowerCase() === 'biome' ? 'codePoints' : 'utf8';
}

function readEntry(entry: JsonEntry, shared: Shared, collector: ReportCollector): void {
  if ('reason' in entry) {
    collector.reject(entry.position, entry.reason);
    return;
  }
  const parsed = diagnosticSchema.safeParse(entry.value);
  if (!parsed.success) {
    collector.reject(entry.position, schemaErrorLine(parsed.error));
    return;
  }
  const { message, location, severity, code } = parsed.data;
  const source = parsed.data.source?.name ?? shared.source?.name ?? '';
  const { start, end } = location.range ?? {};
  collector.add(entry.position, {
    path: location.path,
    place: {
      line: start?.line ?? undefined,
      column: start?.column ?? undefined,
      endLine: end?.line ?? undefined,
      endColumn: end?.column ?? undefined,
    },
    columnUnit: columnUnitOf(source),
    severity: severityOf(severity) ?? severityOf(shared.severity) ?? 'warning',
    source,
    code: code?.value ?? '',
    message,
  });
}

/** Reads reviewdog's diagnostic format: `rdjson`, one object, or `rdjsonl`, one on each line. */
export function readRdjson(text: string, context: ReportContext): ProblemReport {
  const collector = new ReportCollector(context);
  const whole = resultSchema.safeParse(tryParseJson(text));
  if (!whole.success) {
    const nothingShared: Shared = { source: undefined, severity: undefined };
    for (const entry of jsonLinesOf(text)) readEntry(entry, nothingShared, collector);
    return collector.report;
  }
  for (const [index, value] of whole.data.diagnostics.entries()) {
    readEntry({ position: `diagnostic ${index + 1}`, value }, whole.data, collector);
  }
  return collector.report;
}
