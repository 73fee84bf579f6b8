import assert from 'node:assert/strict';
import {
  isCancellation,
  isSwarmError,
  messageOf,
  SwarmError,
  systemCodeOf,
  throwIfCancelled,
} from '../../../src/core/base/swarmError.ts';

describe('SwarmError', () => {
  it('has a reason that code can test, a message for a person, and what lies behind it', () => {
    const original = new Error('why');
    const error = new SwarmError('git', 'git failed', original);
    assert.equal(isSwarmError(error), true);
    assert.equal(isSwarmError(error, 'git'), true);
    assert.equal(isSwarmError(error, 'input'), false);
    assert.equal(isSwarmError(original), false);
    assert.deepEqual([error.message, error.cause], ['git failed', original]);
  });

  it('is told from a cancellation, whoever reports that', () => {
    assert.equal(isCancellation(new SwarmError('cancelled', 'Cancelled.')), true);
    assert.equal(isCancellation(AbortSignal.abort().reason), true);
    assert.equal(isCancellation(new SwarmError('git', 'git failed')), false);
    assert.throws(() => throwIfCancelled(AbortSignal.abort()), isCancellation);
    assert.doesNotThrow(() => throwIfCancelled(new AbortController().signal));
    assert.doesNotThrow(() => throwIfCancelled(undefined));
  });

  it('has a message for anything that can be thrown', () => {
    assert.equal(messageOf(new Error('words')), 'words');
    assert.equal(messageOf('words'), 'words');
    assert.equal(messageOf(undefined), 'undefined');
  });

  it('is told from what the system says', () => {
    assert.equal(systemCodeOf(Object.assign(new Error(''), { code: 'ENOENT' })), 'ENOENT');
    assert.equal(systemCodeOf(new Error('')), undefined);
    assert.equal(systemCodeOf({ code: 'ENOENT' }), undefined);
  });
});
