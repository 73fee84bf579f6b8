import assert from 'node:assert/strict';
import type { TaskPart } from '../../../src/core/protocol/taskFile.ts';
import { type IssueVerdict, type Verdict, verdicts } from '../../../src/core/protocol/verdict.ts';
import { isClean, isWorthKeeping, type Layer } from '../../../src/core/runner/layer.ts';
import { cutIntoParts } from '../../../src/core/runner/taskParts.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { issueAt } from '../../support/issues.ts';
import { seededRandom } from '../../support/seededRandom.ts';

type Told = Readonly<Record<string, Verdict>>;

function entriesOf(told: Told): IssueVerdict[] {
  return Object.entries(told).map(([issueId, verdict]) => ({ issueId, verdict, reason: '' }));
}

function layerOf(told: Told, more: Partial<Layer> = {}): Layer {
  const plain = { commit: 'c1', parent: 'base', agents: ['agent'], isForeign: false };
  return { ...plain, verdicts: entriesOf(told), introduced: [], ...more };
}

function cut(
  told: Told,
  layers: { readonly verified?: Layer; readonly doubtful?: Layer },
): Promise<TaskPart[]> {
  const issues = Object.keys(told).map((id) => issueAt(1, 1, { id }));
  return cutIntoParts({
    task: {
      taskId: 't01',
      issueType: 'type_error',
      filePaths: ['src/a.ts'],
      priority: 1,
      issues,
      reason: '',
    },
    workerId: 'worker-1',
    base: 'base',
    verified: layers.verified,
    doubtful: layers.doubtful,
    verdicts: new Map(entriesOf(told).map((entry) => [entry.issueId, entry])),
    lastAgent: 'last',
    errors: ['an error'],
    durationSeconds: 1,
    filesBetween: async (from, to) => [`${from}..${to}`],
  });
}

function outline(parts: readonly TaskPart[]): unknown {
  return parts.map(({ kind, result }) => [
    kind,
    result.verdicts.map((entry) => entry.issueId).join(' '),
    result.success,
  ]);
}

describe('cutIntoParts', () => {
  it('makes one part of what is fixed', async () => {
    const parts = await cut({ a: 'fixed' }, { verified: layerOf({ a: 'fixed' }) });
    assert.deepEqual(outline(parts), [['verified', 'a', true]]);
    assert.deepEqual(parts[0]?.result, {
      taskId: 't01',
      workerId: 'worker-1',
      agent: 'agent',
      success: true,
      filesModified: ['base..c1'],
      fixesApplied: 1,
      errors: ['an error'],
      durationSeconds: 1,
      commit: 'c1',
      parent: 'base',
      verdicts: entriesOf({ a: 'fixed' }),
      introduced: [],
    });
  });

  it('makes one part of what nobody could mend', async () => {
    const [only, ...more] = await cut({ a: 'remains', b: 'unverified' }, {});
    assert.deepEqual(more, []);
    assert.equal(only?.kind, 'remains');
    assert.equal(only?.result.agent, 'last');
    assert.equal(only?.result.commit, null);
    assert.deepEqual(only?.result.filesModified, []);
  });

  it('lets nothing doubtful hold back what is verified', async () => {
    const doubtful = layerOf({ b: 'proposed', c: 'remains' }, { commit: 'c2', parent: 'c1' });
    const verified = layerOf({ a: 'fixed' });
    const parts = await cut({ a: 'fixed', b: 'proposed', c: 'remains' }, { verified, doubtful });
    assert.deepEqual(outline(parts), [
      ['verified', 'a', true],
      ['proposed', 'b', false],
      ['remains', 'c', false],
    ]);
    assert.deepEqual(parts[1]?.result.filesModified, ['c1..c2']);
  });

  it('never merges doubtful edits, also when all that they did looks like fixes', async () => {
    const doubtful = layerOf({ a: 'fixed' }, { introduced: [diagnosticAt(1, 1)] });
    assert.deepEqual(outline(await cut({ a: 'fixed' }, { doubtful })), [['proposed', 'a', false]]);
    const quiet = layerOf({ a: 'fixed' });
    assert.deepEqual(outline(await cut({ a: 'fixed' }, { doubtful: quiet })), [
      ['proposed', 'a', false],
    ]);
  });

  it('keeps edits that nobody can check with the issues that they were made for', async () => {
    const doubtful = layerOf({ a: 'unverified' }, { isForeign: true });
    assert.deepEqual(outline(await cut({ a: 'unverified' }, { doubtful })), [
      ['proposed', 'a', false],
    ]);
    const mixed = layerOf({ a: 'fixed', b: 'unverified' }, { isForeign: true });
    const told: Told = { a: 'fixed', b: 'unverified', c: 'remains' };
    assert.deepEqual(outline(await cut(told, { doubtful: mixed })), [
      ['proposed', 'a b', false],
      ['remains', 'c', false],
    ]);
  });

  it('puts each issue in exactly one part, and only verified fixes in a success', async () => {
    const random = seededRandom(3);
    const pick = <Item>(items: readonly Item[]): Item | undefined =>
      items[Math.floor(random() * items.length)];
    let successes = 0;
    for (let round = 0; round < 2000; round += 1) {
      const told: Record<string, Verdict> = {};
      for (let index = 0; index <= random() * 6; index += 1) {
        told[`i${index}`] = pick(verdicts) ?? 'remains';
      }
      const fixed = Object.keys(told).filter((id) => told[id] === 'fixed' && random() < 0.5);
      const isForeign = random() < 0.5;
      const introduced = random() < 0.5 ? [diagnosticAt(1, 1)] : [];
      const ids = Object.keys(told).filter((id) => !fixed.includes(id));
      const rest = Object.fromEntries(ids.map((id) => [id, told[id] ?? 'remains']));
      const candidate = layerOf(rest, { commit: 'c2', isForeign, introduced });
      const isDoubtful = !isClean(candidate) && isWorthKeeping(candidate);
      const parts = await cut(told, {
        ...(fixed.length === 0
          ? {}
          : { verified: layerOf(Object.fromEntries(fixed.map((id) => [id, 'fixed']))) }),
        ...(isDoubtful ? { doubtful: candidate } : {}),
      });
      const entries = parts.flatMap((part) => part.result.verdicts);
      assert.deepEqual(
        entries.map((entry) => entry.issueId).toSorted(),
        Object.keys(told).toSorted(),
      );
      for (const { kind, result } of parts) {
        assert.equal(result.success, kind === 'verified');
        if (!result.success) continue;
        successes += 1;
        assert.ok(result.verdicts.every((entry) => entry.verdict === 'fixed'));
      }
    }
    assert.ok(successes > 100);
  });
});
