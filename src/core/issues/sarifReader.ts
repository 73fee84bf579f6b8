import * as z from 'zod';
import { SwarmError } from '../base/swarmError.ts';
import type { ColumnUnit } from './columnUnits.ts';
import { parseJsonReport } from './jsonText.ts';
import type { ProblemReport, RejectedEntry } from './problemReport.ts';
import { ReportCollector } from './reportCollector.ts';
import { type ReportContext, reportName } from './reportContext.ts';
import { pathOfLocation, type SarifPath } from './sarifLocation.ts';
import { messageOfResult } from './sarifMessage.ts';
import { placeOfRegion } from './sarifRegion.ts';
import { codeOf, SarifRules, severityOf, typeOfTags } from './sarifRule.ts';
import {
  type SarifResult,
  type SarifRun,
  sarifResultSchema,
  sarifRunSchema,
} from './sarifSchema.ts';
import { schemaErrorLine } from './schemaError.ts';

const logSchema = z.object({ version: z.string(), runs: z.array(z.unknown()) });

/** Some results tell that all is well, or that it is meant to be so: they are no problems. */
function isProblem({ kind, suppressions, baselineState }: SarifResult): boolean {
  if (kind === 'pass' || kind === 'notApplicable' || baselineState === 'absent') return false;
  const isAccepted = ({ status }: { status?: string | undefined }) =>
    status === undefined || status === 'accepted';
  const states = suppressions ?? [];
  return states.length === 0 || !states.every(isAccepted);
}

type Refusal = Pick<RejectedEntry, 'reason' | 'kind'>;

/** One run of one tool, with what all its results share. */
class SarifRunReader {
  readonly #run: SarifRun;
  readonly #rules: SarifRules;
  readonly #collector: ReportCollector;
  readonly #context: ReportContext;
  // The default of the standard; others write UTF-16 and say so.
  readonly #unit: ColumnUnit;

  constructor(run: SarifRun, collector: ReportCollector, context: ReportContext) {
    this.#run = run;
    this.#rules = new SarifRules(run);
    this.#collector = collector;
    this.#context = context;
    this.#unit = run.columnKind === 'utf16CodeUnits' ? 'utf16' : 'codePoints';
  }

  read(position: string, result: SarifResult): void {
    if (!isProblem(result)) return;
    const refusal = this.#add(position, result);
    if (refusal !== undefined) this.#collector.reject(position, refusal.reason, refusal.kind);
  }

  /** @returns why the result is no problem of a file. */
  #add(position: string, result: SarifResult): Refusal | undefined {
    const physical = result.locations?.find((one) => one.physicalLocation)?.physicalLocation;
    const location = this.#pathOf(physical?.artifactLocation);
    if ('reason' in location) return { ...location, kind: 'unplaced' };
    const rule = this.#rules.ruleOf(result);
    const message = messageOfResult(result, rule, this.#run);
    if (message === undefined) return { reason: 'it has no message', kind: 'malformed' };
    const found = placeOfRegion(physical?.region, this.#unit, () => this.#textOf(location));
    if ('reason' in found) return { ...found, kind: 'unplaced' };
    this.#collector.add(position, {
      ...location,
      ...found,
      severity: severityOf(result, rule),
      source: this.#run.tool.driver.name ?? '',
      code: codeOf(result, rule),
      message,
      type: typeOfTags(result, rule),
      snippet: physical?.region?.snippet?.text,
    });
    return undefined;
  }

  #pathOf(location: Parameters<typeof pathOfLocation>[0]): SarifPath {
    const isInside = (folder: string): boolean => 'file' in this.#collector.resolve('file', folder);
    return pathOfLocation(location, this.#run, this.#context.root, isInside);
  }

  #textOf(location: { readonly path: string; readonly folder: string | undefined }) {
    const resolved = this.#collector.resolve(location.path, location.folder);
    return 'file' in resolved ? this.#collector.textOf(resolved.file) : undefined;
  }
}

/**
 * Reads a SARIF 2.1.0 log. A result with several locations is told of at the first of them;
 * suppressed results and those that are no failure are left out.
 * @throws {SwarmError} `input` when the text is no SARIF 2.1 log.
 */
export function readSarif(text: string, context: ReportContext): ProblemReport {
  const log = logSchema.safeParse(parseJsonReport(text, context));
  if (!log.success || !log.data.version.startsWith('2.1')) {
    const found = log.success ? `version ${log.data.version}` : schemaErrorLine(log.error);
    const name = reportName(context);
    throw new SwarmError('input', `Cannot read ${name}: it is not SARIF 2.1.0 (${found}).`);
  }
  const collector = new ReportCollector(context);
  for (const [runIndex, rawRun] of log.data.runs.entries()) {
    const run = sarifRunSchema.safeParse(rawRun);
    if (!run.success) {
      collector.reject(`run ${runIndex + 1}`, schemaErrorLine(run.error));
      continue;
    }
    const reader = new SarifRunReader(run.data, collector, context);
    for (const [index, rawResult] of (run.data.results ?? []).entries()) {
      const position = `run ${runIndex + 1}, result ${index + 1}`;
      const result = sarifResultSchema.safeParse(rawResult);
      if (result.success) reader.read(position, result.data);
      else collector.reject(position, schemaErrorLine(result.error));
    }
  }
  return collector.report;
}
