import assert from 'node:assert/strict';
import { isSameText, textHunks } from '../../../src/core/git/textHunks.ts';
import { applyHunks } from '../../support/bufferWorkingCopy.ts';
import { seededRandom } from '../../support/seededRandom.ts';

function hunksOf(before: string, after: string) {
  return textHunks(Buffer.from(before), Buffer.from(after));
}

/** The text that an editor has after the hunks, by way of its own line ends. */
function edited(before: string, after: string, eol = '\n'): string | undefined {
  const hunks = hunksOf(before, after);
  const shown = before.replaceAll('\n', eol);
  return hunks && applyHunks(shown, hunks).replaceAll(eol, '\n');
}

describe('textHunks', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a line in the middle', 'a\nb\nc\n', 'a\nB\nc\n'],
    ['lines at the start and the end', 'a\nb\nc\n', 'A\nb\nC\n'],
    ['a new first line', 'a\n', 'new\na\n'],
    ['a new last line', 'a\n', 'a\nnew\n'],
    ['a text that was empty', '', 'a\nb\n'],
    ['a text that becomes empty', 'a\nb\n', ''],
    ['a final line break that comes', 'a\nb', 'a\nb\n'],
    ['a final line break that goes', 'a\nb\n', 'a\nb'],
    ['a last line without a break that changes', 'a\nb', 'a\nc'],
    ['a last line without a break that goes', 'a\nb', 'a'],
    ['all of it', 'a', 'b'],
    ['empty lines', '\n\n\n', '\n\n'],
  ];
  for (const [name, before, after] of cases) {
    it(`turns one text into the other: ${name}`, () => {
      assert.equal(edited(before, after), after);
      assert.equal(edited(before, after, '\r\n'), after);
    });
  }

  it('turns any text into any other, whatever line ends the editor has', () => {
    const random = seededRandom(7);
    const text = (): string => {
      const lines = Array.from({ length: Math.floor(random() * 9) }, () =>
        'abc'.charAt(Math.floor(random() * 4)),
      );
      return lines.join('\n') + (random() < 0.5 ? '\n' : '');
    };
    for (let round = 0; round < 3000; round += 1) {
      const [before, after] = [text(), text()];
      assert.equal(edited(before, after), after, JSON.stringify([before, after]));
      assert.equal(edited(before, after, '\r\n'), after, JSON.stringify([before, after]));
    }
  });

  it('leaves lines alone that stay', () => {
    const [first, second, ...more] = hunksOf('1\n2\n3\n4\n5\n', '1\ntwo\n3\n4\n') ?? [];
    assert.deepEqual(first?.start, { line: 1, isLineEnd: false });
    assert.deepEqual(first?.end, { line: 2, isLineEnd: false });
    assert.equal(first?.text.toString(), 'two\n');
    assert.deepEqual(second?.start, { line: 4, isLineEnd: false });
    assert.equal(second?.text.toString(), '');
    assert.deepEqual(more, []);
  });

  it('gives new lines with LF, also to a file that has CRLF in the repository', () => {
    const [hunk] = hunksOf('a\r\nb\r\n', 'a\r\nB\r\nc\r\n') ?? [];
    assert.equal(hunk?.text.toString(), 'B\nc\n');
  });

  it('adds the last line break to a file that has CRLF in the repository', () => {
    const [hunk] = hunksOf('a\r\nb', 'a\r\nb\r\n') ?? [];
    assert.deepEqual(hunk?.start, { line: 1, isLineEnd: true });
    assert.equal(hunk?.text.toString(), '\n');
  });

  it('keeps the bytes of an encoding that it does not know', () => {
    const [before, after] = [Buffer.from('a\nb\n'), Buffer.from([0x61, 0x0a, 0xe4, 0x0a])];
    assert.deepEqual(textHunks(before, after)?.[0]?.text, Buffer.from([0xe4, 0x0a]));
  });

  it('does not count a byte-order mark among the characters of the first line', () => {
    assert.equal(hunksOf('\uFEFFa\nb\n', '\uFEFFc\nb\n')?.[0]?.text.toString(), 'c\n');
  });

  it('gives up where an editor has other lines, or cannot tell the difference', () => {
    assert.equal(hunksOf('a\rb\nc\n', 'a\rb\nd\n'), undefined);
    assert.equal(hunksOf('a\r\nb\r\n', 'a\nb\n'), undefined);
    assert.equal(hunksOf('\uFEFFa\n', 'a\n'), undefined);
  });

  it('tells very different texts apart in time', () => {
    const text = (word: string): string => `${word}\n`.repeat(20_000);
    const mixed = (word: string): string =>
      Array.from({ length: 20_000 }, (_one, line) => `${word} ${line}\n`).join('');
    assert.equal(edited(mixed('a'), mixed('b')), mixed('b'));
    assert.equal(edited(text('a'), text('b')), text('b'));
  });
});

describe('isSameText', () => {
  it('looks at what an editor shows', () => {
    const same = (left: string, right: string): boolean =>
      isSameText(Buffer.from(left), Buffer.from(right));
    assert.ok(same('a\nb\n', '\uFEFFa\r\nb\r\n'));
    assert.ok(!same('a\nb\n', 'a\nb'));
    assert.ok(!same('a\nb\n', 'a\nB\n'));
  });
});
