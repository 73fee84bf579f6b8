import assert from 'node:assert/strict';
import { hashText } from '../../../src/core/base/textHash.ts';

describe('hashText', () => {
  it('tells texts apart, but not by a byte order mark', () => {
    assert.equal(hashText('\uFEFFa\n'), hashText('a\n'));
    assert.notEqual(hashText('a\r\n'), hashText('a\n'));
    assert.notEqual(hashText('é'), hashText('e\u0301'));
  });
});
