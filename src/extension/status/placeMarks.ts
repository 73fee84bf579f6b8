import { messageForm } from '../../core/issues/messageForm.ts';
import { pairInTiers, type TierKey } from '../../core/issues/pairInTiers.ts';
import { ruleName, toolName } from '../../core/issues/toolName.ts';
import type { HeldIssue } from './heldIssue.ts';

/** A problem as the editor shows it now, in the words of the core: lines count from 1. */
export interface ShownProblem {
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly line: number;
  /** The text of that line as it is now. */
  readonly lineText: string;
}

interface Trace {
  readonly rule: string;
  readonly line: number;
  readonly lineText: string;
}

function traceOf({ source, code, message, line, lineText }: ShownProblem): Trace {
  const tool = toolName(source);
  const rule = [tool, ruleName(tool, code), messageForm(message)].join('\0');
  return { rule, line, lineText: lineText.trim() };
}

// From "certainly the same" on; a problem of another line that reads otherwise is another problem.
const tiers: readonly TierKey<Trace>[] = [
  ({ rule, line, lineText }) => [rule, line, lineText].join('\0'),
  ({ rule, lineText }) => (lineText === '' ? undefined : [rule, lineText].join('\0')),
  ({ rule, line }) => [rule, line].join('\0'),
];

const byLine = (one: Trace, other: Trace): number => one.line - other.line;

/** Which of the problems that are shown are those of our tasks. No problem stands for two. */
export function placeMarks<Shown extends ShownProblem>(
  held: readonly HeldIssue[],
  shown: readonly Shown[],
): readonly (readonly [HeldIssue, Shown])[] {
  const issues = held.map((mark) => {
    const { issue } = mark;
    return { mark, ...traceOf({ ...issue, line: issue.range.line }) };
  });
  const problems = shown.map((problem) => ({ problem, ...traceOf(problem) }));
  const { pairs } = pairInTiers(issues.sort(byLine), problems.sort(byLine), tiers);
  return pairs.map(([{ mark }, { problem }]) => [mark, problem] as const);
}
