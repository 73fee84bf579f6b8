import assert from 'node:assert/strict';
import { buildIssues } from '../../../src/core/issues/buildIssues.ts';
import { type PresentState, refreshIssues } from '../../../src/core/issues/refreshIssues.ts';
import type { Diagnostic } from '../../../src/core/protocol/diagnostic.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';

async function issuesOf(problems: readonly Diagnostic[], text: string) {
  const { issues } = await buildIssues(problems, { readFile: async () => text });
  return issues;
}

function nowIs(text: string | undefined, more: Partial<PresentState> = {}): PresentState {
  return {
    diagnostics: [],
    claims: ({ source }) => source === 'ts',
    textOf: () => text,
    doubtful: new Set(),
    ...more,
  };
}

describe('refreshIssues', () => {
  it('moves an issue to where it is now, under its old name', async () => {
    const [issue] = await issuesOf([diagnosticAt(1, 7)], 'bad');
    assert.ok(issue);
    const now = nowIs('\n\nbad', { diagnostics: [diagnosticAt(3, 7)] });
    const { refreshed, dropped } = refreshIssues([issue], now);
    assert.deepEqual(refreshed, [{ ...issue, range: diagnosticAt(3, 7).range }]);
    assert.deepEqual(dropped, []);
  });

  it('drops what its checker no longer reports', async () => {
    const issues = await issuesOf([diagnosticAt(1, 7)], 'bad');
    const { refreshed, dropped } = refreshIssues(issues, nowIs('good'));
    assert.deepEqual(refreshed, []);
    assert.deepEqual(dropped, [{ issue: issues[0], reason: 'it is no longer reported' }]);
  });

  it('takes the new words of the same rule on the same line', async () => {
    const issues = await issuesOf([diagnosticAt(1, 7, { message: 'old' })], 'bad');
    const now = nowIs('\nbad', { diagnostics: [diagnosticAt(2, 7, { message: 'new' })] });
    assert.equal(refreshIssues(issues, now).refreshed[0]?.message, 'new');
  });

  it('does not take another problem of the same rule for it', async () => {
    const issues = await issuesOf([diagnosticAt(1, 7, { message: 'old' })], 'bad');
    const now = nowIs('other', { diagnostics: [diagnosticAt(1, 7, { message: 'new' })] });
    assert.equal(refreshIssues(issues, now).dropped.length, 1);
  });

  it('does not trust the line of a doubtful issue', async () => {
    const issues = await issuesOf([diagnosticAt(1, 7, { message: 'old' })], 'bad');
    const now = nowIs('bad', {
      diagnostics: [diagnosticAt(1, 7, { message: 'new' })],
      doubtful: new Set(issues.map(({ id }) => id)),
    });
    assert.equal(refreshIssues(issues, now).dropped.length, 1);
  });

  it('uses each fresh diagnostic once', async () => {
    const issues = await issuesOf([diagnosticAt(1, 1), diagnosticAt(2, 1)], 'bad\nbad');
    const now = nowIs('bad', { diagnostics: [diagnosticAt(1, 1)] });
    const { refreshed, dropped } = refreshIssues(issues, now);
    assert.deepEqual([refreshed.length, dropped.length], [1, 1]);
  });

  describe('when no checker knows the issue', () => {
    const foreign = diagnosticAt(2, 1, { source: 'scanner', code: 'X' });

    it('keeps it while its line is what it was', async () => {
      const issues = await issuesOf([foreign], 'top\nbad');
      assert.deepEqual(refreshIssues(issues, nowIs('top!\nbad')).unclaimed, issues);
    });

    it('drops it when its line has moved or changed', async () => {
      const issues = await issuesOf([foreign], 'top\nbad');
      for (const text of ['\ntop\nbad', 'top\nbetter', '', undefined]) {
        const { dropped, unclaimed } = refreshIssues(issues, nowIs(text));
        assert.deepEqual([dropped.length, unclaimed.length], [1, 0]);
      }
    });

    it('drops it when the file had changed before anybody looked', async () => {
      const issues = await issuesOf([foreign], 'top\nbad');
      const doubtful = new Set(issues.map(({ id }) => id));
      const { dropped } = refreshIssues(issues, nowIs('top\nbad', { doubtful }));
      assert.match(
        dropped[0]?.reason ?? '',
        /src\/a\.ts has changed .* no checker here knows scanner/,
      );
    });
  });
});
