import { deepEqual } from 'node:assert/strict';
import { stillReported } from '../../../src/extension/merge/stillReported.ts';
import { issueAt } from '../../support/issues.ts';

const rule = {
  source: 'ts',
  code: '6133',
  message: "'x' is declared but its value is never read.",
};

function reportedIds(
  lines: readonly number[],
  problems: readonly (typeof rule & { readonly line: number })[],
  texts: { readonly before: string; readonly after: string },
): string[] {
  const issues = lines.map((line) => issueAt(line, 1, rule));
  return [...stillReported(issues, problems, texts).keys()];
}

describe('a problem that the editor reports after a merge', () => {
  const before = 'a\nconst x = 1;\nb\nc\n';

  it('is the one of before when its line stands where it stood', () => {
    const texts = { before, after: before };
    deepEqual(reportedIds([2], [{ ...rule, line: 2 }], texts), ['issue-2-1']);
  });

  it('is the one of before when its line has moved', () => {
    const texts = { before, after: `new\nnew\n${before}` };
    deepEqual(reportedIds([2], [{ ...rule, line: 4 }], texts), ['issue-2-1']);
  });

  it('is the one of before when it stands in what came in place of its line', () => {
    const texts = { before, after: 'a\nlet x = 2;\nb\nc\n' };
    deepEqual(reportedIds([2], [{ ...rule, line: 2 }], texts), ['issue-2-1']);
  });

  it('is another one when it stands in another line that was there before', () => {
    const texts = { before, after: 'a\nb\nc\n' };
    deepEqual(reportedIds([2], [{ ...rule, line: 3 }], texts), []);
  });

  it('is another one when the rule or the message is another', () => {
    const texts = { before, after: before };
    const problems = [
      { ...rule, code: '6196', line: 2 },
      { ...rule, message: "'y' is declared but its value is never read.", line: 2 },
    ];
    deepEqual(reportedIds([2], problems, texts), []);
  });

  it('is the same however the editor spells the tool', () => {
    const texts = { before, after: before };
    const problem = { ...rule, source: 'TypeScript', code: 'TS6133', line: 2 };
    deepEqual(reportedIds([2], [problem], texts), ['issue-2-1']);
  });

  it('stands for one issue only', () => {
    const issues = [
      issueAt(2, 1, { ...rule, id: 'first' }),
      issueAt(2, 9, { ...rule, id: 'second' }),
    ];
    const found = stillReported(issues, [{ ...rule, line: 2 }], { before, after: before });
    deepEqual([...found.keys()], ['first']);
  });
});
