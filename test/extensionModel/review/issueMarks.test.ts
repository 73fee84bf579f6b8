import { deepEqual } from 'node:assert/strict';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { SwarmResult } from '../../../src/core/protocol/swarmResult.ts';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import { type ChangedText, markIssues } from '../../../src/extension/review/issueMarks.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { issueAt } from '../../support/issues.ts';
import { resultWith, taskView } from '../../support/taskViews.ts';

type Numbers = readonly [oldStart: number, oldLines: number, newStart: number, newLines: number];

const path = 'src/a.ts';
const base = 'one\ntwo\nthree\nfour\nfive\nsix\n';

function textsWith(...hunks: readonly Numbers[]): ChangedText {
  return {
    path,
    base,
    hunks: hunks.map(([oldStart, oldLines, newStart, newLines]) => ({
      ...{ oldStart, oldLines, newStart, newLines },
    })),
  };
}

function viewOf(issues: readonly Issue[], more: Partial<SwarmResult> = {}) {
  const { task } = taskView('t01');
  const verdicts = issues.map(({ id }) => ({
    issueId: id,
    verdict: 'fixed' as Verdict,
    reason: '',
  }));
  return taskView('t01', { task: { ...task, issues }, result: resultWith({ verdicts, ...more }) });
}

/** The line of the fix, from 0, at which an issue of a line of the base, from 1, is marked. */
function placeOf(issue: Issue, ...hunks: readonly Numbers[]): number | undefined {
  return markIssues(viewOf([issue]), textsWith(...hunks))[0]?.line;
}

describe('the marks of issues in a fix', () => {
  it('stand where the line is after the fix', () => {
    const hunks: Numbers[] = [
      [1, 0, 2, 2],
      [4, 1, 6, 1],
    ];
    deepEqual(
      [1, 2, 4, 5].map((line) => placeOf(issueAt(line, 1), ...hunks)),
      [0, 3, 5, 6],
    );
  });

  it('stand where the line was that is gone', () => {
    deepEqual(placeOf(issueAt(3, 1), [3, 1, 2, 0]), 1);
    deepEqual(placeOf(issueAt(1, 1), [1, 2, 0, 0]), 0);
    deepEqual(placeOf(issueAt(5, 1), [3, 1, 2, 0]), 3);
  });

  it('stay within the new lines when they are fewer', () => {
    deepEqual(placeOf(issueAt(4, 1), [2, 3, 2, 1]), 1);
    deepEqual(placeOf(issueAt(3, 1), [2, 3, 2, 2]), 2);
  });

  it('follow the text of the line when its number is of an earlier text', () => {
    deepEqual(placeOf(issueAt(1, 1, { lineText: 'four' })), 3);
    deepEqual(placeOf(issueAt(2, 1, { lineText: 'not there' })), 1);
  });

  it('take the nearest of several lines that read the same', () => {
    const texts = { ...textsWith(), base: 'same\nother\nother\nother\n  same\n' };
    const at = (line: number) =>
      markIssues(viewOf([issueAt(line, 1, { lineText: 'same' })]), texts)[0]?.line;
    deepEqual([at(2), at(4)], [0, 4]);
  });

  it('never stand behind the end of the text', () => {
    deepEqual(placeOf(issueAt(99, 1)), 6);
  });

  it('say at a line all that is to be said there, the worst first', () => {
    const issues = [issueAt(2, 1, { id: 'a', code: '1' }), issueAt(2, 5, { id: 'b', code: '2' })];
    const verdicts = [
      { issueId: 'a', verdict: 'fixed' as const, reason: '' },
      { issueId: 'b', verdict: 'remains' as const, reason: 'no quick fix' },
    ];
    const introduced = [diagnosticAt(2, 1, { message: 'new' })];
    deepEqual(
      markIssues(viewOf(issues, { verdicts, introduced }), textsWith()).map(({ line, issues }) => [
        line,
        issues.map(({ worth, problem, reason }) => `${worth} ${problem.code} ${reason}`.trim()),
      ]),
      [[1, ['introduced 2322', 'remains 2 no quick fix', 'fixed 1']]],
    );
  });

  it('come in the order of the lines', () => {
    const marks = markIssues(viewOf([issueAt(5, 1), issueAt(2, 1)]), textsWith());
    deepEqual(
      marks.map(({ line }) => line),
      [1, 4],
    );
  });

  it('are of this file only', () => {
    const elsewhere = { file: 'src/b.ts' };
    const view = viewOf([issueAt(1, 1, elsewhere)], {
      introduced: [diagnosticAt(1, 1, elsewhere)],
    });
    deepEqual(markIssues(view, textsWith()), []);
  });

  it('take an issue without a verdict for unverified', () => {
    const [mark] = markIssues(viewOf([issueAt(1, 1)], { verdicts: [] }), textsWith());
    deepEqual(mark?.issues[0]?.worth, 'unverified');
  });
});
