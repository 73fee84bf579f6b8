import assert from 'node:assert/strict';
import { BoundedOutput } from '../../../src/core/base/boundedOutput.ts';
import { seededRandom } from '../../support/seededRandom.ts';

describe('BoundedOutput', () => {
  it('keeps all of what is short', () => {
    const output = new BoundedOutput(4);
    for (const text of ['ab', '', 'cdef', 'gh']) output.push(Buffer.from(text));
    assert.equal(output.bytes().toString(), 'abcdefgh');
    assert.equal(output.dropped, 0);
  });

  it('keeps the first and the last bytes of any stream, and counts the others', () => {
    const random = seededRandom(9);
    for (let round = 0; round < 200; round += 1) {
      const limit = 1 + Math.floor(random() * 20);
      const output = new BoundedOutput(limit);
      let all = '';
      for (let count = Math.floor(random() * 40); count > 0; count -= 1) {
        const length = Math.floor(random() * 15);
        const chunk = Array.from({ length }, () => String.fromCharCode(97 + random() * 26)).join(
          '',
        );
        output.push(Buffer.from(chunk));
        all += chunk;
      }
      const text = output.bytes().toString();
      if (output.dropped === 0) {
        assert.equal(text, all);
        continue;
      }
      const [head = '', tail = ''] = text.split(`\n… ${output.dropped} bytes left out …\n`);
      assert.equal(head.length + output.dropped + tail.length, all.length);
      assert.equal(head, all.slice(0, limit));
      assert.ok(tail.length >= limit && tail.length <= 2 * limit);
      assert.ok(all.endsWith(tail));
    }
  });
});
