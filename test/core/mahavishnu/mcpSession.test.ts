import { deepEqual, equal } from 'node:assert/strict';
import { McpSession } from '../../../src/core/mahavishnu/mcpSession.ts';
import { serverAddress } from '../../../src/core/mahavishnu/serverAddress.ts';
import { answer, McpDouble } from '../../support/mcpDouble.ts';

describe('a session with a server', () => {
  const options = { timeoutMs: 5_000 };

  it('is begun anew once, however many notice at the same time that it is lost', async () => {
    const double = await McpDouble.start({
      ask: { inputs: [], answer: () => answer({ ok: true }) },
    });
    const session = new McpSession(serverAddress(double.url, ''));
    try {
      await session.connect(options);
      double.forgetSessions();
      let begun = 0;
      double.intercept = ({ method, headers }) => {
        if (method === 'POST' && headers['mcp-session-id'] === undefined) begun += 1;
        return false;
      };
      const calls = Array.from({ length: 8 }, () => session.call('ask', {}, options));
      deepEqual(await Promise.all(calls), Array(8).fill({ ok: true }));
      equal(begun, 1);
    } finally {
      await session.close();
      await double.stop();
    }
  });
});
