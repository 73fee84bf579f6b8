import { equal } from 'node:assert/strict';
import { stopWhenCancelled } from '../../src/mcp/cancelledCall.ts';

describe('a run whose call is cancelled', () => {
  const cases = [
    ['without a reason', undefined, false, true],
    ['because the user wants it', 'stop it', false, true],
    [
      'after a time-out of the library',
      'McpError: MCP error -32001: Request timed out',
      false,
      false,
    ],
    ['after a time-out', 'Timeout of 60 s', false, false],
    ['since the client waits no longer', 'time-out', false, false],
    ['since the client is gone', undefined, true, false],
  ] as const;

  for (const [why, reason, isCutOff, isStopped] of cases) {
    it(`${isStopped ? 'is stopped' : 'goes on'} ${why}`, async () => {
      const controller = new AbortController();
      let isOver = false;
      let hasStopped = false;
      const call = { signal: controller.signal, isCutOff: () => isOver };
      stopWhenCancelled(call, {
        stop: () => {
          hasStopped = true;
        },
      });
      // The library ends a conversation in this order.
      controller.abort(reason);
      isOver = isCutOff;
      await Promise.resolve();
      equal(hasStopped, isStopped);
    });
  }

  it('is left alone once it has been answered', async () => {
    const controller = new AbortController();
    const call = { signal: controller.signal, isCutOff: () => false };
    const settle = stopWhenCancelled(call, { stop: () => equal('stopped', 'left alone') });
    settle();
    controller.abort();
    await Promise.resolve();
  });
});
