import assert from 'node:assert/strict';
import { codeAround } from '../../../../src/core/agents/prompt/codeAround.ts';

function at(line: number, column = 1): { line: number; column: number } {
  return { line, column };
}

const hundred = Array.from({ length: 100 }, (_, index) => `line${index + 1}`).join('\n');

function numbersOf(lines: readonly string[]): number[] {
  return lines.map((line) => Number.parseInt(line, 10));
}

describe('codeAround', () => {
  it('shows three lines before and after, and marks the one itself', () => {
    assert.deepEqual(codeAround(hundred, [at(10)]), [
      ...['7  line7', '8  line8', '9  line9', '10> line10'],
      ...['11  line11', '12  line12', '13  line13'],
    ]);
  });

  it('shows no line twice', () => {
    const numbers = numbersOf(codeAround(hundred, [at(12), at(10), at(10, 5)]));
    assert.deepEqual(numbers, [7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });

  it('leaves out empty lines, but for those that have a problem', () => {
    assert.deepEqual(codeAround('a\n\n  \nb\n', [at(3), at(5)]), ['1  a', '3>   ', '4  b', '5> ']);
  });

  it('reads lines of every sort, and counts as checkers do', () => {
    assert.deepEqual(codeAround('\uFEFFa\r\nb\rc\n\tdé', [at(2)]), [
      '1  a',
      '2> b',
      '3  c',
      '4  \tdé',
    ]);
  });

  it('shows nothing of a line that is not there', () => {
    assert.deepEqual(codeAround('a\nb', [at(90)]), []);
    assert.deepEqual(codeAround('a\nb', [at(0)]), ['1  a', '2  b']);
  });

  it('cuts long lines around the place of the problem, and never a sign in two', () => {
    const long = `${'a'.repeat(1000)}HERE${'😀'.repeat(500)}`;
    const [only = ''] = codeAround(long, [at(1, 1001)]);
    assert.match(only, /^1> …a+HERE😀+…$/u);
    assert.ok(only.length <= 166, `${only.length}`);
    assert.match(codeAround(long, [at(1, 1002)])[0] ?? '', /^1> …a+HERE😀+…$/u);
    const [start = ''] = codeAround(long, [at(1, 1)]);
    assert.equal(start, `1> ${'a'.repeat(160)}…`);
  });

  it('shows so many lines of a file and no more', () => {
    const places = Array.from({ length: 10 }, (_, index) => at(index * 10 + 5));
    assert.equal(codeAround(hundred, places).length, 56);
  });
});
