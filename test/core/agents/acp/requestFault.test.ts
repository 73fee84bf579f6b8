import assert from 'node:assert/strict';
import { MessageTooLargeError, RequestError } from '@agentclientprotocol/sdk/unstable';
import { faultOf } from '../../../../src/core/agents/acp/requestFault.ts';

/** As real programs answer. */
const answers: readonly (readonly [number, string, unknown, string])[] = [
  [-32603, 'Internal error', { details: '401 scripted 401' }, 'signIn'],
  [401, '{"type":"error","error":{"code":401,"message":"scripted 401"}}', undefined, 'signIn'],
  [-32000, 'Authentication required', undefined, 'signIn'],
  [-32000, 'Choose an account', undefined, 'signIn'],
  [-32603, 'Internal error: scripted 401', { errorName: 'APIError' }, 'signIn'],
  [-32603, 'Internal error', { details: 'Request failed with status code 429' }, 'limited'],
  [-32603, 'Internal error: API Error: 529 Overloaded', { errorKind: 'unknown' }, 'limited'],
  [429, 'Quota exceeded', undefined, 'limited'],
  [403, 'No', undefined, 'signIn'],
  [-32000, 'Rate limit reached. Please try again in 20s.', undefined, 'limited'],
  [-32603, 'Internal error', { details: 'terminated' }, 'other'],
  [500, 'Unexpected token \'}\', "}this is no answer{" is not valid JSON', undefined, 'other'],
  [-32603, 'Internal error: Connection reset by server', { errorName: 'APIError' }, 'other'],
  [-32603, 'Internal error: Cannot connect to API: Unable to connect.', undefined, 'other'],
  [-32603, 'Internal error', { details: 'connect ECONNREFUSED 127.0.0.1:401' }, 'other'],
];

describe('what the answer of a program says', () => {
  for (const [code, message, data, kind] of answers) {
    it(`is ${kind}: ${code} ${message} ${JSON.stringify(data) ?? ''}`, () => {
      assert.equal(faultOf(new RequestError(code, message, data)).kind, kind);
    });
  }

  it('is in its own words, with the details', () => {
    const { words } = faultOf(new RequestError(-32603, 'Internal error', 'out of\nmemory'));
    assert.equal(words, 'Internal error: out of memory');
  });

  it('is short, whatever it sends', () => {
    const { words } = faultOf(new RequestError(1, 'x'.repeat(100_000), { more: 'y'.repeat(1e6) }));
    assert.ok(words.length <= 300);
  });

  it('may be too long to read', () => {
    const fault = faultOf(new MessageTooLargeError(429));
    assert.deepEqual(fault, { kind: 'other', words: 'sent a message that is too long to read' });
  });

  it('is whatever was thrown, else', () => {
    assert.equal(faultOf(new Error('ACP connection closed')).kind, 'other');
    assert.equal(faultOf('gone').words, 'gone');
  });
});
