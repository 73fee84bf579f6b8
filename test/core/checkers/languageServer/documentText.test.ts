import assert from 'node:assert/strict';
import {
  DocumentText,
  parsePositionEncoding,
} from '../../../../src/core/checkers/languageServer/documentText.ts';

describe('DocumentText', () => {
  const at = (line: number, character: number) => ({ line, character });

  it('takes a place behind the end of a line for its end', () => {
    const text = new DocumentText('ab\r\ncd\r\n');
    assert.equal(text.offsetAt(at(0, 99), 'utf-16'), 2);
    assert.equal(text.offsetAt(at(0, 99), 'utf-8'), 2);
  });

  it('takes a place behind the last line for the end of the text', () => {
    assert.equal(new DocumentText('ab\n').offsetAt(at(7, 0), 'utf-16'), 3);
    assert.equal(new DocumentText('ab').offsetAt(at(1, 0), 'utf-16'), 2);
    assert.equal(new DocumentText('').offsetAt(at(1, 0), 'utf-16'), 0);
  });

  it('knows all three kinds of line ends', () => {
    const text = new DocumentText('a\nb\rc\r\nd');
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => text.offsetAt(at(line, 0), 'utf-16')),
      [0, 2, 4, 7],
    );
  });

  it('has a range that ends on the empty line after the last line break', () => {
    const range = new DocumentText('a\n').rangeOf({ start: at(0, 0), end: at(1, 0) }, 'utf-16');
    assert.deepEqual(range, { line: 1, column: 1, endLine: 2, endColumn: 1 });
  });

  it('counts UTF-16 when a server names no encoding, and refuses one that it does not know', () => {
    assert.equal(parsePositionEncoding(undefined), 'utf-16');
    assert.equal(parsePositionEncoding('utf-8'), 'utf-8');
    assert.equal(parsePositionEncoding('latin-1'), undefined);
  });
});
