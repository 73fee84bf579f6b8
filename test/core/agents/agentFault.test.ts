import assert from 'node:assert/strict';
import { faultBehind, faultIn } from '../../../src/core/agents/agentFault.ts';

const kinds = {
  limited: [
    '429 Too Many Requests',
    'Internal error: {"details":"Request failed with status 529"}',
    'API Error: Overloaded',
    'Rate limit reached for gpt-5.5. Please try again in 20s.',
    'RESOURCE_EXHAUSTED',
    '{"error":{"code":429,"message":"Quota"}}',
    'HTTP 429',
    'status: 429, at client.ts:52',
  ],
  signIn: [
    '401 scripted 401',
    'Authentication required',
    'Invalid API key',
    'You are not logged in. Please log in to continue',
  ],
  other: [
    'connect ECONNREFUSED 127.0.0.1:4010',
    'Unexpected token } in JSON at position 4290',
    'terminated',
    '',
    'SyntaxError in line 429',
    'src/client.ts:429:12 - unexpected token',
    'config.toml:401: no such key',
    'connect ECONNREFUSED 10.0.0.1:429',
    'failed at column 403 of the answer',
    'see issue #429',
    'wrote 4290 bytes',
  ],
} as const;

describe('what an agent complains of', () => {
  for (const [kind, texts] of Object.entries(kinds)) {
    for (const text of texts) {
      it(`is ${kind}: ${text}`, () => assert.equal(faultIn(text).kind, kind));
    }
  }

  it('may say how long to wait', () => {
    assert.equal(faultIn('429, retry-after: 7').retryAfterSeconds, 7);
    assert.equal(faultIn('Rate limit. Please try again in 250ms').retryAfterSeconds, 0.25);
    assert.equal(faultIn('Rate limit. Try again in 300 milliseconds').retryAfterSeconds, 0.3);
    assert.equal(faultIn('Rate limit reached. Please try again in 20s').retryAfterSeconds, 20);
    assert.equal(faultIn('Rate limit. Retry in 2 minutes.').retryAfterSeconds, 120);
    assert.equal(faultIn('Rate limit. Retry in 6h').retryAfterSeconds, 21_600);
    assert.equal(faultIn('429').retryAfterSeconds, undefined);
  });

  it('is one line', () => {
    assert.equal(faultIn('a\nb\u001b[31m c').words, 'a b [31m c');
  });

  it('may stand at the end of a turn as if it was the answer', () => {
    assert.equal(faultBehind('exceeded retry limit, last status: 429')?.kind, 'limited');
    assert.equal(faultBehind('The function answers 429 now, as it should.'), undefined);
    assert.equal(faultBehind(`rate limit exceeded ${'and so on '.repeat(50)}`), undefined);
  });
});
