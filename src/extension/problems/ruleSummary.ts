import { type Severity, severities } from '../../core/protocol/diagnostic.ts';
import type { EditorProblem } from './editorProblem.ts';
import type { RuleProblems } from './problemIndex.ts';

/** What a person wants to know of a rule before folding it out. */
export interface RuleSummary {
  readonly count: number;
  readonly files: number;
  readonly worst: Severity;
  /** What the rule says, with `…` in place of what differs from problem to problem. */
  readonly message: string;
  /** Where the rule is explained; undefined when the tool does not tell. */
  readonly explainedAt: string | undefined;
}

/** Quoted words; the apostrophe of `doesn't` is none. */
const quoted = /(?<!\w)(['"`])[^'"`\n]+\1(?!\w)/g;

/** The first line of a message. */
export function firstLine(message: string): string {
  const end = message.indexOf('\n');
  return end < 0 ? message : message.slice(0, end);
}

/** What all messages of a rule have in common, as far as the quoted names tell them apart. */
export function messageForm(message: string): string {
  return firstLine(message).replace(quoted, '$1…$1');
}

/** The first of those severities that is there. */
export function worstSeverity(problems: Iterable<EditorProblem>): Severity {
  let worst = severities.length - 1;
  for (const { severity } of problems) worst = Math.min(worst, severities.indexOf(severity));
  return severities[worst] ?? 'hint';
}

function* problemsOf({ files }: RuleProblems): Iterable<EditorProblem> {
  for (const problems of files.values()) yield* problems;
}

function explanationOf({ diagnostic: { code } }: EditorProblem): string | undefined {
  return typeof code === 'object' ? code.target.toString() : undefined;
}

/** Looks at all problems of the rule. */
export function summarizeRule(rule: RuleProblems): RuleSummary {
  const [first] = problemsOf(rule);
  const message = first?.diagnostic.message ?? '';
  return {
    count: rule.count,
    files: rule.files.size,
    worst: worstSeverity(problemsOf(rule)),
    message: rule.count === 1 ? firstLine(message) : messageForm(message),
    explainedAt: first && explanationOf(first),
  };
}
