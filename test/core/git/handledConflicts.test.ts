import assert from 'node:assert/strict';
import { areConflictsHandled } from '../../../src/core/git/handledConflicts.ts';

function lines(...all: readonly string[]): Buffer {
  return Buffer.from(all.map((line) => `${line}\n`).join(''));
}

describe('what has become of a conflict', () => {
  const base = lines('a', 'old', 'b', 'c', 'd', 'old too', 'e');
  const ours = lines('a', 'mine', 'b', 'c', 'd', 'mine too', 'e');
  const theirs = lines('a', 'fix', 'b', 'c', 'd', 'fix too', 'e');
  const sides = { base, ours, theirs };
  const results: readonly (readonly [what: string, text: Buffer, isHandled: boolean])[] = [
    ['the fix', theirs, true],
    ['one of each', lines('a', 'mine', 'b', 'c', 'd', 'fix too', 'e'), true],
    ['something else', lines('a', 'both', 'b', 'c', 'd', 'mine too', 'e'), true],
    ['both, one after the other', lines('a', 'mine', 'fix', 'b', 'c', 'd', 'fix too', 'e'), true],
    ['nothing at all in its place', lines('a', 'b', 'c', 'd', 'fix too', 'e'), true],
    ['the text of before', base, false],
    [
      'the text of before in one of two places',
      lines('a', 'fix', 'b', 'c', 'd', 'old too', 'e'),
      false,
    ],
    [
      'the text of before with more behind it',
      lines('a', 'old', 'x', 'b', 'c', 'd', 'fix too', 'e'),
      false,
    ],
    ['what was there already', ours, false],
  ];
  for (const [what, text, isHandled] of results) {
    it(`${isHandled ? 'is plain' : 'is for a person to say'} when there is ${what}`, () => {
      assert.equal(areConflictsHandled(sides, text), isHandled);
      const returns = Buffer.from(String(text).replaceAll('\n', '\r\n'));
      assert.equal(areConflictsHandled(sides, returns), isHandled);
    });
  }

  it('is for a person to say when both have added lines and none of them is there', () => {
    const both = {
      base: lines('a', 'b'),
      ours: lines('a', 'x', 'b'),
      theirs: lines('a', 'y', 'b'),
    };
    assert.equal(areConflictsHandled(both, lines('a', 'b')), false);
    assert.equal(areConflictsHandled(both, lines('a', 'x', 'y', 'b')), true);
  });

  it('is for a person to say when lines beside each other were changed, and none is', () => {
    const beside = {
      base: lines('a', 'b', 'c'),
      ours: lines('A', 'b', 'c'),
      theirs: lines('a', 'B', 'c'),
    };
    assert.equal(areConflictsHandled(beside, lines('a', 'b', 'c')), false);
    assert.equal(areConflictsHandled(beside, lines('A', 'B', 'c')), true);
  });

  it('counts a file that both have made', () => {
    const made = { base: undefined, ours: lines('x'), theirs: lines('y') };
    assert.equal(areConflictsHandled(made, Buffer.alloc(0)), false);
    assert.equal(areConflictsHandled(made, lines('x', 'y')), true);
  });
});
