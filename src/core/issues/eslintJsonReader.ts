import * as z from 'zod';
import { SwarmError } from '../base/swarmError.ts';
import { parseJsonReport } from './jsonText.ts';
import type { ProblemReport } from './problemReport.ts';
import { ReportCollector } from './reportCollector.ts';
import { type ReportContext, reportName } from './reportContext.ts';
import { schemaErrorLine } from './schemaError.ts';

// ESLint leaves a place out, or writes null or 0, when a message is about the whole file.
const position = z.number().nullish();

const messageSchema = z.object({
  ruleId: z.string().nullish(),
  severity: z.number(),
  message: z.string(),
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
});

const resultSchema = z.object({ filePath: z.string(), messages: z.array(z.unknown()) });

type Result = z.infer<typeof resultSchema>;

function readMessages(result: Result, position: string, collector: ReportCollector): void {
  for (const [index, raw] of result.messages.entries()) {
    const parsed = messageSchema.safeParse(raw);
    const where = `${position}, message ${index + 1}`;
    if (!parsed.success) {
      collector.reject(where, schemaErrorLine(parsed.error));
      continue;
    }
    const { ruleId, severity, message, line, column, endLine, endColumn } = parsed.data;
    if (line === undefined || line === null) {
      const reason = `it is about no place in ${result.filePath}: ${message}`;
      collector.reject(where, reason, 'unplaced');
      continue;
    }
    collector.add(where, {
      path: result.filePath,
      place: {
        line,
        column: column ?? undefined,
        endLine: endLine ?? undefined,
        endColumn: endColumn ?? undefined,
      },
      severity: severity >= 2 ? 'error' : 'warning',
      source: 'eslint',
      code: ruleId ?? '',
      message,
    });
  }
}

/**
 * Reads what `eslint --format json` prints.
 * @throws {SwarmError} `input` when the text is not a JSON array.
 */
export function readEslintJson(text: string, context: ReportContext): ProblemReport {
  const collector = new ReportCollector(context);
  const results = parseJsonReport(text, context);
  if (!Array.isArray(results)) {
    const name = reportName(context);
    throw new SwarmError(
      'input',
      `Cannot read ${name}: ESLint's JSON is an array, and this is not.`,
    );
  }
  for (const [index, raw] of results.entries()) {
    const parsed = resultSchema.safeParse(raw);
    const where = `file ${index + 1}`;
    if (parsed.success) readMessages(parsed.data, where, collector);
    else collector.reject(where, schemaErrorLine(parsed.error));
  }
  return collector.report;
}
