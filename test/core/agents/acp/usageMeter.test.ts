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

function quota(input_tokens: number, output_tokens: number): PromptResponse {
  const token_count = { input_tokens, output_tokens };
  return { stopReason: 'end_turn', _meta: { quota: { token_count, model_usage: [] } } };
}

describe('UsageMeter', () => {
  it('takes the sum at the end of a turn, once', () => {
    const meter = new UsageMeter('turnTotal', undefined);
    meter.answer(ended(7404, 336));
    assert.deepEqual(meter.take(), { inputTokens: 7404, outputTokens: 336 });
    assert.equal(meter.take(), undefined);
  });

  it('takes a sum that grows for that of the session, and a smaller one for that of a turn', () => {
    const meter = new UsageMeter('any', undefined);
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
    meter.answer(quota(6170, 280));
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

  describe('of real programs, over two turns', () => {
    /** What a second turn adds, in each of their ways; the first has told of 1234 and 56. */
    const told = {
      turnTotal: [ended(1234, 56), ended(7404, 336), { inputTokens: 7404, outputTokens: 336 }],
      lastCall: [ended(1234, 56), ended(1500, 60), { inputTokens: 1500, outputTokens: 60 }],
      quota: [quota(1234, 56), quota(6170, 280), { inputTokens: 6170, outputTokens: 280 }],
    } as const;

    for (const reading of ['turnTotal', 'lastCall', 'quota'] as const) {
      it(`takes each turn for itself where the sum is that of a turn: ${reading}`, () => {
        const [first, second, more] = told[reading];
        const meter = new UsageMeter(reading, undefined);
        meter.answer(first);
        assert.deepEqual(meter.take(), { inputTokens: 1234, outputTokens: 56 });
        meter.answer(second);
        assert.deepEqual(meter.take(), more);
      });
    }

    it('takes the calls of both turns, and no answer besides', () => {
      const meter = new UsageMeter('eachCall', undefined);
      for (let turn = 0; turn < 2; turn += 1) {
        for (let at = 0; at < 6; at += 1) meter.update(call(1234, 56));
        const _meta = { 'qwen.branchPoint': { checkpointUuid: 'c' } };
        meter.answer({ stopReason: 'end_turn', _meta });
      }
      assert.deepEqual(meter.take(), { inputTokens: 14_808, outputTokens: 672 });
    });

    it('takes the money of OpenCode as it adds up, beside the last call', () => {
      const meter = new UsageMeter('lastCall', undefined);
      const update = { sessionUpdate: 'usage_update', used: 1234, size: 100_000 } as const;
      meter.update({ ...update, cost: { amount: 0.008076, currency: 'USD' } });
      meter.answer(ended(1234, 56));
      const first = { inputTokens: 1234, outputTokens: 56, cost: 0.008076 };
      assert.deepEqual(meter.take(), first);
      meter.update({ ...update, cost: { amount: 0.008076, currency: 'USD' } });
      assert.equal(meter.take(), undefined);
    });

    it('has nothing of a turn that Codex has given up', () => {
      const meter = new UsageMeter('turnTotal', undefined);
      meter.answer({
        stopReason: 'end_turn',
        usage: null,
        _meta: { quota: { token_count: null } },
      });
      assert.equal(meter.take(), undefined);
    });
  });

  it('counts what came from a cache, whether it is told as part of the input or beside it', () => {
    const within = { inputTokens: 100, outputTokens: 10, cachedReadTokens: 60, totalTokens: 110 };
    const beside = { inputTokens: 40, outputTokens: 10, cachedReadTokens: 60, totalTokens: 110 };
    for (const usage of [within, beside]) {
      const meter = new UsageMeter('turnTotal', undefined);
      meter.answer({ stopReason: 'end_turn', usage });
      assert.deepEqual(meter.take(), { inputTokens: 100, outputTokens: 10 });
    }
  });

  it('believes what an agent tells of money before what a price makes of its tokens', () => {
    const meter = new UsageMeter('turnTotal', { input: 1, output: 1 });
    meter.answer(ended(1_000_000, 0));
    const cost = { amount: 0.5, currency: 'USD' };
    meter.update({ sessionUpdate: 'usage_update', used: 1, size: 2, cost });
    assert.equal(meter.take()?.cost, 0.5);
  });
});
