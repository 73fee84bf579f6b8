import type { AgentContext } from '../../src/core/agents/agent.ts';
import type { CandidateFix, Fixer, TextEdit } from '../../src/core/agents/quickFix/fixer.ts';
import { Workpiece } from '../../src/core/agents/workpiece.ts';
import type { Checker } from '../../src/core/checkers/checker.ts';
import { GitCommand } from '../../src/core/git/gitCommand.ts';
import type { Diagnostic } from '../../src/core/protocol/diagnostic.ts';
import type { Issue } from '../../src/core/protocol/issue.ts';
import { quietContext } from './agentContext.ts';
import { type TemporaryProject, temporaryProject } from './temporaryProject.ts';

/** One line of one file, with the others around it. */
export interface Line {
  readonly file: string;
  readonly text: string;
  /** From 0. */
  readonly index: number;
  readonly lines: readonly string[];
}

/** The rule that a line breaks, if it breaks one. */
export type LineRule = (line: Line) => string | undefined;

/** Edits for the line that breaks a rule, best first. */
export type LineMender = (line: Line, code: string) => readonly CandidateFix[];

/** Files of lines with a scripted checker and a scripted fixer. */
export interface LineWorkshop {
  readonly project: TemporaryProject;
  readonly context: AgentContext;
  readonly fixer: Fixer;
  readonly log: readonly string[];
  /** How often the checker was asked. */
  checks(): number;
  remove(): Promise<void>;
}

/** Replaces the line, or with undefined takes it away. */
export function lineEdit({ file, lines, index }: Line, newText: string | undefined): TextEdit {
  const start = lines.slice(0, index).join('\n').length + (index === 0 ? 0 : 1);
  const length = lines[index]?.length ?? 0;
  return newText === undefined
    ? { file, start, end: start + length + 1, newText: '' }
    : { file, start, end: start + length, newText };
}

export function safeFix(...edits: readonly TextEdit[]): CandidateFix {
  return { title: 'Mend it', edits, worth: 'safe', reason: '' };
}

function linesOf(file: string, text: string): Line[] {
  const lines = text.split('\n');
  return lines.map((line, index) => ({ file, text: line, index, lines }));
}

function diagnosticOf({ file, text, index }: Line, code: string): Diagnostic {
  const line = index + 1;
  const range = { line, column: 1, endLine: line, endColumn: text.length + 1 };
  return { file, range, severity: 'error', source: 'lines', code, message: `${code} is wrong.` };
}

export async function lineWorkshop(
  files: Readonly<Record<string, string>>,
  rule: LineRule,
  mend: LineMender,
  own: readonly string[] = Object.keys(files),
): Promise<LineWorkshop> {
  const project = await temporaryProject(files);
  const log: string[] = [];
  let checks = 0;
  const findProblems = async (names: readonly string[]): Promise<Diagnostic[]> => {
    const found: Diagnostic[] = [];
    for (const file of names) {
      for (const line of linesOf(file, await project.read(file))) {
        const code = rule(line);
        if (code !== undefined) found.push(diagnosticOf(line, code));
      }
    }
    return found;
  };
  const checker: Checker = {
    id: 'lines',
    reach: 'project',
    claims: () => true,
    check: () => {
      checks += 1;
      return findProblems(Object.keys(files));
    },
    dispose: async () => undefined,
  };
  const fixer: Fixer = {
    id: 'lines',
    handles: () => true,
    candidates: async (diagnostics) => {
      const all: (readonly CandidateFix[])[] = [];
      for (const { file, range, code } of diagnostics) {
        const line = linesOf(file, await project.read(file))[range.line - 1];
        all.push(line === undefined ? [] : mend(line, code));
      }
      return all;
    },
  };
  const problems = await findProblems(own);
  const issues = problems.map((problem): Issue => {
    const { file, range } = problem;
    const id = `${file}:${range.line}`;
    return { ...problem, id, type: 'warning', priority: 3, lineText: '' };
  });
  const context: AgentContext = {
    worktree: project.root,
    git: new GitCommand(project.root),
    start: 'HEAD',
    taskFilePath: '',
    task: { taskId: 't01', issueType: 'warning', filePaths: own, priority: 3, issues, reason: '' },
    issues,
    workpiece: new Workpiece(project.root, own, [checker]),
    ...quietContext,
    note: '',
    signal: new AbortController().signal,
    log: (text) => log.push(text),
  };
  return { project, context, fixer, log, checks: () => checks, remove: () => project.remove() };
}
