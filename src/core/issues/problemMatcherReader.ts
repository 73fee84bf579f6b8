import { stripVTControlCharacters } from 'node:util';
import {
  type IProblem,
  type IProblemMatcher,
  type IProblemPattern,
  parseProblemMatchersJson,
} from '@rushstack/problem-matcher';
import * as z from 'zod';
import { messageOf, SwarmError } from '../base/swarmError.ts';
import type { Severity } from '../protocol/diagnostic.ts';
import { linesOf } from './lineMap.ts';
import type { ProblemReport } from './problemReport.ts';
import { ReportCollector } from './reportCollector.ts';
import type { ReportContext } from './reportContext.ts';
import { schemaErrorLine } from './schemaError.ts';

const group = z.int().min(0).optional();

const patternSchema = z.object({
  regexp: z.string().min(1),
  file: group,
  location: group,
  line: group,
  column: group,
  endLine: group,
  endColumn: group,
  severity: group,
  code: group,
  message: group,
  loop: z.boolean().optional(),
});

const matcherSchema = z.object({
  owner: z.string().optional(),
  source: z.string().optional(),
  severity: z.enum(['error', 'warning', 'info']).optional(),
  fileLocation: z.union([z.string(), z.array(z.unknown())]).optional(),
  pattern: z.union([patternSchema, z.array(patternSchema).min(1)]),
});

type Matcher = z.infer<typeof matcherSchema>;
type Pattern = z.infer<typeof patternSchema>;

const severityByName: Readonly<Record<string, Severity>> = {
  error: 'error',
  warning: 'warning',
  info: 'information',
};

function configurationError(reason: string, original?: unknown): SwarmError {
  const message = `The problem matcher cannot be used: ${reason}; write its pattern out in full.`;
  return new SwarmError('configuration', message, original);
}

function parseMatcher(matcher: unknown): Matcher {
  if (typeof matcher === 'string') {
    throw configurationError(`"${matcher}" is the name of one that only an editor knows`);
  }
  const parsed = matcherSchema.safeParse(matcher);
  if (!parsed.success) throw configurationError(schemaErrorLine(parsed.error));
  const patterns = [parsed.data.pattern].flat();
  for (const needed of ['file', 'message'] as const) {
    if (patterns.some((pattern) => (pattern[needed] ?? 0) > 0)) continue;
    throw configurationError(`no pattern says which group is the ${needed}`);
  }
  return parsed.data;
}

// The library wants the whole line matched, where an editor is content with a part of it.
function wholeLine(regexp: string): string {
  return regexp.endsWith('$') ? regexp : `(?:${regexp}).*$`;
}

/** A group of 0 takes nothing, which is what leaving it out means. */
function patternFor({ message, regexp, ...groups }: Pattern): IProblemPattern {
  const given = Object.entries(groups).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), regexp: wholeLine(regexp), message: message ?? 0 };
}

function compile(matcher: Matcher): IProblemMatcher {
  const pattern = [matcher.pattern].flat().map(patternFor);
  const severity = matcher.severity ?? 'error';
  try {
    const [compiled] = parseProblemMatchersJson([{ name: 'matcher', severity, pattern }]);
    if (compiled !== undefined) return compiled;
  } catch (error) {
    throw configurationError(messageOf(error), error);
  }
  throw configurationError('it has no pattern');
}

/** Where relative paths begin: `["relative", "${workspaceFolder}/packages"]`, else where it ran. */
function folderOf({ fileLocation }: Matcher, context: ReportContext): string {
  const [, folder] = Array.isArray(fileLocation) ? fileLocation : [];
  if (typeof folder !== 'string') return context.cwd;
  return folder
    .replaceAll(/\$\{workspace(?:Folder|Root)\}/g, () => context.root)
    .replaceAll(/\$\{cwd\}/g, () => context.cwd);
}

function place({ line, column, endLine, endColumn }: IProblem) {
  return { line, column, endLine, endColumn };
}

/**
 * Reads lines of text by a problem matcher as in a task of VS Code, written out in full.
 * @param source who complains when the matcher itself does not say.
 * @throws {SwarmError} `configuration` when the matcher is not one.
 */
export function readByProblemMatcher(
  text: string,
  context: ReportContext,
  matcher: unknown,
  source: string,
): ProblemReport {
  const parsed = parseMatcher(matcher);
  const compiled = compile(parsed);
  const folder = folderOf(parsed, context);
  const collector = new ReportCollector(context);
  for (const [index, line] of linesOf(text).entries()) {
    const problem = compiled.exec(`${stripVTControlCharacters(line)}\n`);
    if (problem === false) continue;
    collector.add(`line ${index + 1}`, {
      path: problem.file ?? '',
      folder,
      place: place(problem),
      severity: severityByName[problem.severity ?? 'error'] ?? 'error',
      source: parsed.source ?? parsed.owner ?? source,
      code: problem.code ?? '',
      message: problem.message,
    });
  }
  return collector.report;
}
