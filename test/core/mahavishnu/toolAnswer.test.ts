import { deepEqual, equal, throws } from 'node:assert/strict';
import {
  plainWords,
  readAnswer,
  type ToolResult,
} from '../../../src/core/mahavishnu/toolAnswer.ts';

function text(value: unknown): ToolResult['content'] {
  return [{ type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) }];
}

describe('the answer of a tool', () => {
  it('is read from whatever it is wrapped in', () => {
    const ids = { worker_ids: ['a'] };
    deepEqual(readAnswer('t', { structuredContent: ids }), ids);
    deepEqual(readAnswer('t', { structuredContent: { result: ['a'] } }), ['a']);
    deepEqual(readAnswer('t', { content: text(['a']) }), ['a']);
    deepEqual(readAnswer('t', { content: text({ result: ids }) }), ids);
    equal(readAnswer('t', { content: text('plain') }), 'plain');
    equal(readAnswer('t', { content: [] }), '');
  });

  const failures: readonly (readonly [string, ToolResult])[] = [
    ['isError', { isError: true, content: text('no such worker') }],
    ['status', { structuredContent: { status: 'failed', error: 'no such worker' } }],
    ['success', { structuredContent: { success: false, error: 'no such worker' } }],
    [
      'a wrapped status',
      { structuredContent: { result: { status: 'error', error: 'no such worker' } } },
    ],
    ['a status in the text', { content: text({ status: 'error', error: 'no such worker' }) }],
  ];
  for (const [where, result] of failures) {
    it(`is no success when it fails by ${where}`, () => {
      throws(() => readAnswer('launch_worker', result), {
        reason: 'unavailable',
        message: 'launch_worker: no such worker',
      });
    });
  }

  it('is passed on to people in one short line without control characters', () => {
    equal(plainWords('one\n two\u001b[31m\tthree '), 'one two [31m three');
    equal(plainWords('x'.repeat(1_000)).length, 302);
  });
});
