import assert from 'node:assert/strict';
import { TextOffsets } from '../../../../../src/core/agents/quickFix/ruff/textOffsets.ts';

describe('TextOffsets', () => {
  it('counts rows whatever their ends, and columns in UTF-16 units', () => {
    const offsets = new TextOffsets('a\r\n😀b\rc\n');
    const places = [
      [1, 1],
      [2, 3],
      [3, 1],
      [4, 1],
    ] as const;
    assert.deepEqual(
      places.map(([row, column]) => offsets.at({ row, column })),
      [0, 5, 7, 9],
    );
  });

  it('gives a byte order mark no column, and no row after the first one a shift of its own', () => {
    const offsets = new TextOffsets('\uFEFFa\nb');
    assert.equal(offsets.at({ row: 1, column: 1 }), 1);
    assert.equal(offsets.at({ row: 2, column: 1 }), 3);
  });

  it('takes a place behind the end for the end', () => {
    const offsets = new TextOffsets('a\nb');
    assert.equal(offsets.at({ row: 3, column: 1 }), 3);
    assert.equal(offsets.at({ row: 9, column: 9 }), 3);
  });
});
