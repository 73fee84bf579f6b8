import assert from 'node:assert/strict';
import { AgentWords } from '../../../src/core/agents/agentWords.ts';

describe('AgentWords', () => {
  let logged: string[];
  let said: string[];
  let words: AgentWords;

  beforeEach(() => {
    [logged, said] = [[], []];
    words = new AgentWords({ log: (text) => logged.push(text), said: (text) => said.push(text) });
  });

  it('makes lines of pieces, and says each piece as it comes', () => {
    for (const piece of ['I am ', 'reading', '.\nNow I', ' write', '.']) words.write('a', piece);
    assert.deepEqual(logged, ['I am reading.']);
    assert.equal(said.at(-1), 'Now I write.');
    words.end();
    assert.deepEqual(logged, ['I am reading.', 'Now I write.']);
  });

  it('never mixes two sources in a line', () => {
    words.write('thought', 'Perhaps');
    words.write('message', 'Yes');
    words.note('edit a.ts');
    assert.deepEqual(logged, ['Perhaps', 'Yes', 'edit a.ts']);
  });

  it('leaves out empty lines', () => {
    words.write('a', '\n\n  \n');
    words.note(' \n ');
    words.end();
    assert.deepEqual([logged, said], [[], []]);
  });

  it('passes on nothing that a terminal would obey', () => {
    words.write('a', '\u001b[2Jgone\u0007\r\u009b31m\n');
    words.note('$ echo \u001b]0;x\u0007\nrm');
    const signs = logged.join('');
    assert.doesNotMatch(signs, /\p{Cc}/u);
    assert.equal(logged[1], '$ echo ]0;x rm');
  });

  it('cuts a line without end, also one that comes in pieces', () => {
    for (let at = 0; at < 1_000; at += 1) words.write('a', 'x'.repeat(1_000));
    words.write('a', '\n');
    words.note('y'.repeat(1_000_000));
    words.end();
    assert.deepEqual(
      logged.map(({ length }) => length),
      [2_000, 2_000],
    );
    assert.ok(said.every(({ length }) => length <= 160));
  });

  it('says the newest of a long line', () => {
    words.write('a', `${'old '.repeat(100)}new`);
    assert.match(said.at(-1) ?? '', /new$/);
  });

  it('keeps so much and no more, and says that once', () => {
    for (let at = 0; at < 10_000; at += 1) words.write('a', `${'x'.repeat(100)}\n`);
    words.note('more');
    assert.ok(logged.join('').length < 600_000);
    assert.equal(logged.filter((line) => line === 'says more than is kept').length, 1);
    assert.equal(said.at(-1), 'more');
  });
});
