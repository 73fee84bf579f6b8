import assert from 'node:assert/strict';
import type { PromptResponse, SessionUpdate } from '@agentclientprotocol/sdk/unstable';
import { UsageMeter } from '../../../../src/core/agents/acp/usageMeter.ts';

const none = { cachedReadTokens: 0, cachedWriteTokens: 0, thoughtTokens: 0 };

function ended(inputTokens: number, outputTokens: number): PromptResponse {
  const totalTokens = inputTokens + outputTokens;
  const usage = { ...none, inputTokens, outputTokens, totalTokens };
  return { stopReason: 'end_turn', usage };
}

function call(inputTokens: number, outputTokens: number): SessionUpdate {
  const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  const content = { type: 'text', text: '' } as const;
  return { sessionUpdate: 'agent_message_chunk', content, _meta: { usage } };
}

describe('UsageMeter', () => {
  it('takes the sum at the end of a turn, once', () => {
    const meter = new UsageMeter('turnTotal', undefined);
    meter.answer(ended(7404, 336));
    assert.deepEqual(meter.take(), { inputTokens: 7404, outputTokens: 336 });
    assert.equal(meter.take(), undefined);
  });

  it('takes a sum that grows for that of the session, and a smaller one for that of a turn', () => {
    const meter = new UsageMeter('turnTotal', undefined);
    meter.answer(ended(100, 10));
    meter.answer(ended(150, 15));
    assert.deepEqual(meter.take(), { inputTokens: 150, outputTokens: 15 });
    meter.answer(ended(60, 6));
    assert.deepEqual(meter.take(), { inputTokens: 60, outputTokens: 6 });
  });

  it('adds up calls', () => {
    const meter = new UsageMeter('eachCall', { input: 2, output: 10 });
    meter.update(call(1234, 56));
    assert.deepEqual(meter.take(), { inputTokens: 1234, outputTokens: 56, cost: 0.003028 });
    meter.update(call(1234, 56));
    meter.answer({ stopReason: 'end_turn' });
    assert.deepEqual(meter.take(), { inputTokens: 1234, outputTokens: 56, cost: 0.003028 });
  });

  it('takes a quota', () => {
    const meter = new UsageMeter('quota', undefined);
    const quota = { token_count: { input_tokens: 6170, output_tokens: 280 }, model_usage: [] };
    meter.answer({ stopReason: 'end_turn', _meta: { quota } });
    assert.deepEqual(meter.take(), { inputTokens: 6170, outputTokens: 280 });
  });

  it('takes the money that an agent has told, and no other currency', () => {
    const meter = new UsageMeter('lastCall', undefined);
    const update = { sessionUpdate: 'usage_update', used: 1, size: 2 } as const;
    meter.update({ ...update, cost: { amount: 3, currency: 'EUR' } });
    assert.equal(meter.take(), undefined);
    meter.update({ ...update, cost: { amount: 0.25, currency: 'USD' } });
    meter.update({ ...update, cost: { amount: 0.75, currency: 'USD' } });
    assert.deepEqual(meter.take(), { inputTokens: 0, outputTokens: 0, cost: 0.75 });
  });

  it('does not count calls twice that a sum has in it', () => {
    const meter = new UsageMeter('any', undefined);
    meter.update(call(100, 10));
    meter.answer(ended(100, 10));
    assert.deepEqual(meter.take(), { inputTokens: 100, outputTokens: 10 });
  });

  it('has nothing when the agent tells nothing, or nonsense', () => {
    const meter = new UsageMeter('any', undefined);
    meter.answer({ stopReason: 'end_turn', _meta: { quota: 'much' } });
    assert.equal(meter.take(), undefined);
  });
});
