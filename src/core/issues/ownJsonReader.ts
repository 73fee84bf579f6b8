import * as z from 'zod';
import { severities } from '../protocol/diagnostic.ts';
import { issueTypes, parseIssueType } from '../protocol/issueType.ts';
import { jsonEntriesOf } from './jsonText.ts';
import type { ProblemReport } from './problemReport.ts';
import { ReportCollector } from './reportCollector.ts';
import type { ReportContext } from './reportContext.ts';
import { schemaErrorLine } from './schemaError.ts';

const position = z.int().positive().optional();

const issueType = z.string().transform((text, refinement) => {
  const type = parseIssueType(text);
  if (type !== undefined) return type;
  refinement.addIssue(`"${text}" is none of ${issueTypes.join(', ')}`);
  return z.NEVER;
});

const problemSchema = z.object({
  file: z.string().min(1),
  message: z.string().min(1),
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
  severity: z.enum(severities).default('error'),
  source: z.string().default(''),
  code: z.union([z.string(), z.number().transform(String)]).default(''),
  type: issueType.optional(),
  priority: z.int().min(1).max(5).optional(),
});

/**
 * Reads our own JSON: an array of problems, or one on each line. Only `file` and `message` are
 * needed. A bad entry is rejected by its position, and the good ones go on.
 */
export function readOwnJson(text: string, context: ReportContext): ProblemReport {
  const collector = new ReportCollector(context);
  for (const entry of jsonEntriesOf(text)) {
    if ('reason' in entry) {
      collector.reject(entry.position, entry.reason);
      continue;
    }
    const parsed = problemSchema.safeParse(entry.value);
    if (parsed.success) {
      const { file, line, column, endLine, endColumn, ...rest } = parsed.data;
      const place = { line, column, endLine, endColumn };
      collector.add(entry.position, { ...rest, path: file, place });
    } else collector.reject(entry.position, schemaErrorLine(parsed.error));
  }
  return collector.report;
}
