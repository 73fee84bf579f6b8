import assert from 'node:assert/strict';
import { QuickFixAgent } from '../../../../src/core/agents/quickFix/quickFixAgent.ts';
import { QuickFixSession } from '../../../../src/core/agents/quickFix/quickFixSession.ts';
import { isCancellation } from '../../../../src/core/base/swarmError.ts';
import {
  type Line,
  type LineWorkshop,
  lineEdit,
  lineWorkshop,
  safeFix,
} from '../../../support/lineWorkshop.ts';

/** A line breaks the rule that its first word names, when that is written in capitals. */
function shouted({ text }: Line): string | undefined {
  return /^[A-Z]+\b/.exec(text)?.[0];
}

describe('QuickFixSession', () => {
  let workshop: LineWorkshop;

  afterEach(() => workshop.remove());

  async function run(worth: 'safe' | 'proposed' = 'safe'): Promise<QuickFixSession> {
    const session = await QuickFixSession.open(workshop.context, [workshop.fixer], worth);
    await session.run();
    return session;
  }

  function numbered(count: number, bad: readonly number[]): string {
    const numbers = Array.from({ length: count }, (_, index) => index);
    return numbers.map((n) => `${bad.includes(n) ? 'TRAP' : 'BAD'} ${n}\n`).join('');
  }

  /** Mending a trap only makes it another problem. */
  function spring(line: Line): ReturnType<typeof safeFix>[] {
    const text = line.text.replace('BAD', 'ok').replace('TRAP', 'SPRUNG');
    return line.text.startsWith('SPRUNG') ? [] : [safeFix(lineEdit(line, text))];
  }

  it('applies all edits at once when all of them are good', async () => {
    workshop = await lineWorkshop({ 'a.txt': numbered(64, []) }, shouted, spring);
    await run();
    assert.equal(await workshop.project.read('a.txt'), numbered(64, []).replaceAll('BAD', 'ok'));
    assert.equal(workshop.checks(), 2);
    assert.equal(workshop.log.length, 64);
    assert.equal(workshop.log[0], 'a.txt:1: Mend it');
  });

  it('finds the one bad edit among 64 by halving, and keeps all others', async () => {
    workshop = await lineWorkshop({ 'a.txt': numbered(64, [37]) }, shouted, spring);
    await run();
    const expected = numbered(64, [37]).replaceAll('BAD', 'ok');
    assert.equal(await workshop.project.read('a.txt'), expected);
    assert.ok(workshop.checks() < 30, `${workshop.checks()} checks`);
  });

  it('keeps every good edit among many bad ones', async () => {
    const bad = [0, 1, 5, 8, 13, 30, 31];
    workshop = await lineWorkshop({ 'a.txt': numbered(32, bad) }, shouted, spring);
    await run();
    assert.equal(await workshop.project.read('a.txt'), numbered(32, bad).replaceAll('BAD', 'ok'));
  });

  it('takes edits back that bring new problems, to the byte', async () => {
    const text = '\uFEFFTRAP 1\r\nfine\n\n';
    workshop = await lineWorkshop(
      { 'a.txt': text },
      ({ text: line }) => /TRAP|SPRUNG/.exec(line)?.[0],
      spring,
    );
    await run();
    assert.equal(await workshop.project.read('a.txt'), text);
  });

  it('takes edits back that bring new problems in another file', async () => {
    const files = { 'a.txt': 'BAD\n', 'b.txt': 'BAD\nneeds BAD\n' };
    const rule = (line: Line): string | undefined => shouted(line);
    workshop = await lineWorkshop(files, rule, (line) =>
      line.file === 'a.txt'
        ? [safeFix(lineEdit(line, 'ok'), { file: 'b.txt', start: 4, end: 4, newText: 'WORSE ' })]
        : [],
    );
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'BAD\n');
    assert.equal(await workshop.project.read('b.txt'), files['b.txt']);
  });

  it('takes edits back that do not make their own problem go away', async () => {
    workshop = await lineWorkshop({ 'a.txt': 'BAD 1\nBAD 2\n' }, shouted, (line) => [
      safeFix(lineEdit(line, line.text === 'BAD 1' ? 'BAD  1' : 'ok')),
    ]);
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'BAD 1\nok\n');
  });

  it('tries the next candidate when the first is no good', async () => {
    workshop = await lineWorkshop({ 'a.txt': 'BAD\n' }, shouted, (line) => [
      safeFix(lineEdit(line, 'WORSE')),
      safeFix(lineEdit(line, 'ok')),
    ]);
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'ok\n');
  });

  /** An import that nobody uses is a problem; a variable begins with `BAD` when nobody reads it. */
  function unused({ text, lines }: Line): string | undefined {
    const name = /^import (\w+)/.exec(text)?.[1];
    if (name !== undefined) {
      const isUsed = lines.some((line) => line !== text && line.includes(name));
      return isUsed ? undefined : 'unusedImport';
    }
    return text.startsWith('BAD') ? 'unusedVariable' : undefined;
  }

  it('follows a cascade: a variable goes, then its import, then what that needed', async () => {
    const text = 'import one\nimport two from one\nBAD = two\nrest\n';
    workshop = await lineWorkshop({ 'a.txt': text }, unused, (line) => [
      safeFix(lineEdit(line, undefined)),
    ]);
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'rest\n');
    assert.deepEqual(workshop.log, ['a.txt:3: Mend it']);
  });

  it('takes back a whole cascade that does not come to an end', async () => {
    const text = 'BAD 0\nrest\n';
    const rule = ({ text: line }: Line): string | undefined => /^BAD \d+/.exec(line)?.[0];
    workshop = await lineWorkshop({ 'a.txt': text }, rule, (line) => [
      safeFix(lineEdit(line, `BAD ${Number(line.text.slice(4)) + 1}`)),
    ]);
    await run();
    assert.equal(await workshop.project.read('a.txt'), text);
  });

  it('follows a cascade by safe edits only', async () => {
    const text = 'import one\nBAD = one\n';
    workshop = await lineWorkshop({ 'a.txt': text }, unused, (line, code) => [
      {
        ...safeFix(lineEdit(line, undefined)),
        worth: code === 'unusedImport' ? 'proposed' : 'safe',
      },
    ]);
    await run('proposed');
    assert.equal(await workshop.project.read('a.txt'), text);
  });

  it('lets edits that overlap wait for the next round', async () => {
    workshop = await lineWorkshop({ 'a.txt': 'BAD 1\nshared\nBAD 2\n' }, shouted, (line) => {
      const shared = { ...line, index: 1 };
      return [
        safeFix(lineEdit(line, 'ok'), lineEdit(shared, `${line.lines[1]} ${line.text.at(-1)}`)),
      ];
    });
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'ok\nshared 1 2\nok\n');
    assert.equal(workshop.checks(), 3);
  });

  it('applies an edit once that two problems have in common', async () => {
    workshop = await lineWorkshop({ 'a.txt': 'top\nBAD 1\nBAD 2\n' }, shouted, (line) => [
      safeFix({ file: 'a.txt', start: 0, end: 0, newText: 'import it\n' }, lineEdit(line, 'ok')),
    ]);
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'import it\ntop\nok\nok\n');
  });

  it('comes to an end with fixers that offer the same failing edits for ever', async () => {
    workshop = await lineWorkshop(
      { 'a.txt': numbered(9, [0, 1, 2, 3, 4, 5, 6, 7, 8]) },
      shouted,
      spring,
    );
    await run();
    assert.equal(await workshop.project.read('a.txt'), numbered(9, [0, 1, 2, 3, 4, 5, 6, 7, 8]));
    assert.ok(workshop.checks() < 60, `${workshop.checks()} checks`);
  });

  it('comes to an end with edits that change nothing', async () => {
    workshop = await lineWorkshop({ 'a.txt': 'BAD\n' }, shouted, (line) => [
      safeFix(lineEdit(line, line.text)),
      safeFix(),
    ]);
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'BAD\n');
  });

  it('takes no edit that reaches into files of others', async () => {
    const files = { 'a.txt': 'BAD\n', 'b.txt': 'ok\n' };
    workshop = await lineWorkshop(
      files,
      shouted,
      (line) => [
        safeFix(lineEdit(line, 'ok'), { file: 'b.txt', start: 0, end: 2, newText: 'changed' }),
      ],
      ['a.txt'],
    );
    await run();
    assert.equal(await workshop.project.read('a.txt'), 'BAD\n');
    assert.equal(await workshop.project.read('b.txt'), 'ok\n');
  });

  it('spends no check on what is not reported', async () => {
    workshop = await lineWorkshop({ 'a.txt': 'BAD\n' }, shouted, spring);
    const issues = workshop.context.issues.map((issue) => ({ ...issue, code: 'GONE' }));
    const context = { ...workshop.context, issues };
    await (await QuickFixSession.open(context, [workshop.fixer], 'safe')).run();
    assert.equal(await workshop.project.read('a.txt'), 'BAD\n');
    assert.equal(workshop.checks(), 1);
  });

  it('takes doubtful edits only when asked to, and says why they are doubtful', async () => {
    const doubtful = (line: Line) => [
      { ...safeFix(lineEdit(line, 'ok')), worth: 'proposed' as const, reason: 'It may be wanted.' },
    ];
    workshop = await lineWorkshop({ 'a.txt': 'BAD\n' }, shouted, doubtful);
    const safe = await new QuickFixAgent([workshop.fixer], 'safe').attempt(workshop.context);
    assert.equal(await workshop.project.read('a.txt'), 'BAD\n');
    assert.deepEqual([safe.doubts.size, safe.overallDoubt], [0, undefined]);
    const report = await new QuickFixAgent([workshop.fixer], 'proposed').attempt(workshop.context);
    assert.equal(await workshop.project.read('a.txt'), 'ok\n');
    assert.deepEqual([...report.doubts], [['a.txt:1', 'Mend it: It may be wanted.']]);
    assert.ok(report.overallDoubt);
  });

  it('leaves only proven edits when it is stopped', async () => {
    workshop = await lineWorkshop({ 'a.txt': numbered(8, []) }, shouted, spring);
    const controller = new AbortController();
    const { fixer, context } = workshop;
    const stopping = {
      ...fixer,
      candidates: async (...request: Parameters<typeof fixer.candidates>) => {
        controller.abort();
        return fixer.candidates(...request);
      },
    };
    const stopped = { ...context, signal: controller.signal };
    const session = await QuickFixSession.open(stopped, [stopping], 'safe');
    await assert.rejects(session.run(), isCancellation);
    assert.equal(await workshop.project.read('a.txt'), numbered(8, []));
  });
});
