import { detectFormat, type ReportFormat } from './detectFormat.ts';
import { readEslintJson } from './eslintJsonReader.ts';
import { readOwnJson } from './ownJsonReader.ts';
import type { ProblemReport } from './problemReport.ts';
import { readRdjson } from './rdjsonReader.ts';
import { type ReportContext, reportName } from './reportContext.ts';
import { decodeReport, reportBody } from './reportText.ts';
import { readSarif } from './sarifReader.ts';
import { readTscText } from './tscTextReader.ts';

type Reader = (text: string, context: ReportContext) => ProblemReport;

const readers: Readonly<Record<ReportFormat, Reader>> = {
  empty: () => ({ problems: [], rejected: [] }),
  sarif: readSarif,
  eslintJson: readEslintJson,
  tscText: readTscText,
  ownJson: readOwnJson,
  rdjson: readRdjson,
};

/**
 * Reads a report in any format that is understood.
 * @param content the bytes of a file or of a program's output, or their text.
 * @param reportedAt when it was written, in milliseconds since 1970, if that is known.
 * @throws {SwarmError} `input` when it is nothing that is understood.
 */
export function readReport(
  content: Uint8Array | string,
  context: ReportContext,
  reportedAt?: number,
): ProblemReport {
  const text = reportBody(typeof content === 'string' ? content : decodeReport(content));
  const report = readers[detectFormat(text, reportName(context))](text, context);
  if (reportedAt === undefined) return report;
  return { ...report, problems: report.problems.map((one) => ({ ...one, reportedAt })) };
}
