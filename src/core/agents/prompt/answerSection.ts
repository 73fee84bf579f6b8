import { groupBy } from '../../base/groupBy.ts';
import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Issue } from '../../protocol/issue.ts';
import { ruleName } from '../../protocol/ruleName.ts';
import type { CheckersAnswer } from './checkersAnswer.ts';
import { harmlessLine } from './harmless.ts';
import { someOf } from './someOf.ts';

/** So many lines of each kind, and so many places in each; and of a line, so many signs. */
const most = { lines: 10, places: 10, signs: 400 };

function nameOf(diagnostic: Diagnostic): string {
  const { file, range } = diagnostic;
  return `${file}:${range.line}:${range.column} ${ruleName(diagnostic)}`;
}

function verdictLines({ verdicts }: CheckersAnswer, issues: readonly Issue[]): string[] {
  const byId = new Map(issues.map((issue) => [issue.id, issue]));
  const bad = verdicts.filter(({ verdict }) => verdict !== 'fixed');
  const alike = groupBy(bad, ({ verdict, reason }) =>
    reason === '' ? verdict : `${verdict} (${reason})`,
  );
  return [...alike].map(([words, group]) => {
    const places = group.flatMap(({ issueId }) => {
      const issue = byId.get(issueId);
      return issue === undefined ? [] : [harmlessLine(nameOf(issue), most.signs)];
    });
    return `${harmlessLine(words, most.signs)}: ${someOf(places, most.places).join(', ')}`;
  });
}

/**
 * What the checkers said of the attempt before.
 * @param issues those that the verdicts may be about.
 */
export function answerSection(answer: CheckersAnswer, issues: readonly Issue[]): string[] {
  const introduced = answer.introduced.map((entry) => {
    return harmlessLine(`new: ${nameOf(entry)} ${entry.message}`, most.signs);
  });
  const notes = answer.notes.map((note) => harmlessLine(note, most.signs));
  const lines = [verdictLines(answer, issues), introduced, notes].flatMap((kind) =>
    someOf(kind, most.lines),
  );
  return ['What the checkers said of the attempt before:', ...lines.map((line) => `- ${line}`), ''];
}
