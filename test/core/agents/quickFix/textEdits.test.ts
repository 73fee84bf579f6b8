import assert from 'node:assert/strict';
import type { TextEdit } from '../../../../src/core/agents/quickFix/fixer.ts';
import {
  applyEdits,
  fitsWith,
  overlaps,
  withoutRepeats,
} from '../../../../src/core/agents/quickFix/textEdits.ts';
import { seededRandom, shuffled } from '../../../support/seededRandom.ts';

function edit(start: number, end: number, newText = 'x', file = 'a'): TextEdit {
  return { file, start, end, newText };
}

describe('overlaps', () => {
  const pairs: readonly (readonly [string, TextEdit, TextEdit, boolean])[] = [
    ['edits with a gap', edit(0, 2), edit(3, 5), false],
    ['edits that touch', edit(0, 2), edit(2, 5), false],
    ['edits that share a character', edit(0, 3), edit(2, 5), true],
    ['an edit inside another', edit(0, 9), edit(2, 5), true],
    ['the same stretch', edit(0, 2), edit(0, 2), true],
    ['two insertions at one place', edit(2, 2), edit(2, 2, 'y'), true],
    ['an insertion before a stretch', edit(2, 2), edit(2, 5), true],
    ['an insertion behind a stretch', edit(5, 5), edit(2, 5), false],
    ['an insertion within a stretch', edit(3, 3), edit(2, 5), true],
    ['the same stretch of two files', edit(0, 2), edit(0, 2, 'x', 'b'), false],
  ];

  for (const [name, left, right, expected] of pairs) {
    it(`says ${expected} of ${name}, either way round`, () => {
      assert.equal(overlaps(left, right), expected);
      assert.equal(overlaps(right, left), expected);
    });
  }
});

describe('fitsWith', () => {
  it('lets the very same edit pass, but no other at its place', () => {
    assert.equal(fitsWith([edit(0, 2)], [edit(0, 2)]), true);
    assert.equal(fitsWith([edit(0, 2)], [edit(0, 2, 'y')]), false);
    assert.equal(fitsWith([edit(0, 2)], [edit(0, 2, 'y', 'b')]), true);
    assert.equal(fitsWith([edit(5, 6), edit(1, 3)], [edit(2, 4)]), false);
    assert.equal(fitsWith([], [edit(2, 4)]), true);
  });
});

describe('withoutRepeats', () => {
  it('leaves what is new', () => {
    const others = [edit(0, 2), edit(4, 4)];
    const edits = [edit(0, 2), edit(0, 2, 'y'), edit(4, 4, 'x', 'b')];
    assert.deepEqual(withoutRepeats(edits, others), edits.slice(1));
  });
});

describe('applyEdits', () => {
  it('applies edits in any order, by the places of the text as it was', () => {
    const edits = [edit(0, 1, 'A'), edit(3, 3, '+'), edit(4, 6, '')];
    for (const order of [edits, edits.toReversed()]) {
      assert.equal(applyEdits('abcdefg', order), 'Abc+dg');
    }
  });

  it('counts in UTF-16 code units', () => {
    assert.equal(applyEdits('😀b', [edit(2, 3, 'c')]), '😀c');
  });

  it('leaves the text alone without edits', () => assert.equal(applyEdits('abc', []), 'abc'));

  it('does what cutting the text in pieces does, for edits that do not overlap', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 500; round += 1) {
      const length = Math.floor(random() * 30);
      const text = Array.from({ length }, (_, at) => String.fromCharCode(97 + (at % 26))).join('');
      const edits: TextEdit[] = [];
      let expected = '';
      let at = 0;
      while (at < length) {
        const end = Math.min(length, at + 1 + Math.floor(random() * 4));
        if (random() < 0.4) {
          const newText = 'X'.repeat(Math.floor(random() * 4));
          edits.push(edit(at, end, newText));
          expected += newText;
        } else {
          expected += text.slice(at, end);
        }
        at = end;
      }
      assert.equal(applyEdits(text, shuffled(edits, random)), expected);
    }
  });
});
