import assert from 'node:assert/strict';
import { matchIssues } from '../../../src/core/runner/matchIssues.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { issueAt } from '../../support/issues.ts';
import { seededRandom } from '../../support/seededRandom.ts';

describe('matchIssues', () => {
  it('finds an issue at its very place, not a nearer neighbour that says the same', () => {
    const here = diagnosticAt(5, 3);
    const found = matchIssues([issueAt(5, 3)], [diagnosticAt(5, 1), here, diagnosticAt(4, 3)]);
    assert.equal(found.get('issue-5-3'), here);
  });

  it('finds an issue that has moved, at the nearest place that says the same', () => {
    const near = diagnosticAt(7, 1);
    const found = matchIssues([issueAt(5, 3)], [diagnosticAt(20, 3), near, diagnosticAt(1, 3)]);
    assert.equal(found.get('issue-5-3'), near);
  });

  it('takes no other file, tool, rule or message for it', () => {
    const others = [
      diagnosticAt(5, 3, { file: 'src/b.ts' }),
      diagnosticAt(5, 3, { source: 'eslint' }),
      diagnosticAt(5, 3, { code: '1' }),
      diagnosticAt(5, 3, { message: 'Something else.' }),
    ];
    assert.equal(matchIssues([issueAt(5, 3)], others).size, 0);
  });

  it('gives two issues of one place two diagnostics, or only one of them any', () => {
    const twins = [issueAt(5, 3, { id: 'a' }), issueAt(5, 3, { id: 'b' })];
    const same = [diagnosticAt(5, 3), diagnosticAt(5, 3)];
    assert.equal(new Set(matchIssues(twins, same).values()).size, 2);
    assert.equal(matchIssues(twins, same.slice(1)).size, 1);
  });

  it('lets exact places win over moved ones, whatever the order', () => {
    const here = diagnosticAt(5, 3);
    const found = matchIssues([issueAt(4, 3), issueAt(5, 3)], [here]);
    assert.deepEqual([...found], [['issue-5-3', here]]);
  });

  it('never lets one diagnostic stand for two issues', () => {
    const random = seededRandom(11);
    const number = (limit: number): number => 1 + Math.floor(random() * limit);
    for (let round = 0; round < 300; round += 1) {
      const issues = Array.from({ length: number(12) }, (_, index) =>
        issueAt(number(6), number(2), { id: `i${index}`, code: String(number(2)) }),
      );
      const diagnostics = Array.from({ length: number(12) }, () =>
        diagnosticAt(number(6), number(2), { code: String(number(2)) }),
      );
      const found = [...matchIssues(issues, diagnostics)];
      assert.equal(new Set(found.map(([, entry]) => entry)).size, found.length);
      for (const [id, entry] of found) {
        assert.equal(issues.find((issue) => issue.id === id)?.code, entry.code);
      }
      const ofCode = (items: readonly { code: string }[], code: string): number =>
        items.filter((item) => item.code === code).length;
      const possible = ['1', '2'].map((code) =>
        Math.min(ofCode(issues, code), ofCode(diagnostics, code)),
      );
      assert.equal(found.length, (possible[0] ?? 0) + (possible[1] ?? 0));
    }
  });

  it('is quick about many issues that say the same', () => {
    const issues = Array.from({ length: 2000 }, (_, line) => issueAt(line + 1, 1));
    const moved = issues.map((issue) => diagnosticAt(issue.range.line + 1, 2));
    assert.equal(matchIssues(issues, moved).size, 2000);
  });
});
