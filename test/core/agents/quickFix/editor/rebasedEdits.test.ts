import assert from 'node:assert/strict';
import { createRebase } from '../../../../../src/core/agents/quickFix/editor/rebasedEdits.ts';
import { applyEdits } from '../../../../../src/core/agents/quickFix/textEdits.ts';

const before = 'one\ntwo\nthree\nfour\n';

function edit(text: string, old: string, newText: string) {
  const start = text.indexOf(old);
  return { file: 'a.txt', start, end: start + old.length, newText };
}

/** The newer text after an edit that was made for the older one, or undefined when it does not fit. */
function rebased(after: string, old: string, newText: string): string | undefined {
  const moved = createRebase(before, after)(edit(before, old, newText));
  return moved && applyEdits(after, [moved]);
}

describe('createRebase', () => {
  it('leaves an edit where it is as long as the text is the same', () => {
    assert.equal(rebased(before, 'two', '2'), 'one\n2\nthree\nfour\n');
  });

  it('moves an edit with its line', () => {
    assert.equal(
      rebased('zero\none\ntwo\nthree\nfour\n', 'three', '3'),
      'zero\none\ntwo\n3\nfour\n',
    );
    assert.equal(rebased('two\nthree\nfour\n', 'three', '3'), 'two\n3\nfour\n');
  });

  it('lets an edit go whose line has changed, even far from the edit itself', () => {
    assert.equal(rebased('one\nTwo\nthree\nfour\n', 'two', '2'), undefined);
    const old = 'alpha beta\n';
    const rebase = createRebase(old, 'ALPHA beta\n');
    assert.equal(rebase(edit(old, 'beta', 'b')), undefined);
  });

  it('lets an edit of several lines go that are no longer together', () => {
    assert.equal(rebased('one\ntwo\nnew\nthree\nfour\n', 'two\nthree', '5'), undefined);
    assert.equal(rebased('new\none\ntwo\nthree\nfour\n', 'two\nthree', '5'), 'new\none\n5\nfour\n');
  });

  it('takes a whole line away although the next one has changed', () => {
    assert.equal(rebased('one\ntwo\nTHREE\nfour\n', 'two\n', ''), 'one\nTHREE\nfour\n');
  });

  it('knows the end of the text, with a line break there or not', () => {
    const end = { file: 'a.txt', start: before.length, end: before.length, newText: 'five\n' };
    const moved = createRebase(before, `new\n${before}`)(end);
    assert.equal(moved && applyEdits(`new\n${before}`, [moved]), `new\n${before}five\n`);
    const rebase = createRebase('one', 'new\none');
    assert.deepEqual(rebase({ ...end, start: 3, end: 3 }), { ...end, start: 7, end: 7 });
  });
});
