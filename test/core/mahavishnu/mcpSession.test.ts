import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { isCancellation, isSwarmError } from '../../../src/core/base/swarmError.ts';
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

  describe('with a server that begins one and does not go on', () => {
    let double: McpDouble;
    let session: McpSession;

    beforeEach(async () => {
      double = await McpDouble.start({});
      session = new McpSession(serverAddress(double.url, ''));
    });

    afterEach(async () => {
      await session.close();
      await double.stop();
    });

    /** Answers the first word; `respond` to all others. */
    function stopAfterFirst(respond: (response: ServerResponse) => void): void {
      double.intercept = ({ headers }, response) => {
        if (headers['mcp-session-id'] === undefined) return false;
        respond(response);
        return true;
      };
    }

    const ways: readonly (readonly [string, (response: ServerResponse) => void])[] = [
      ['says nothing more', () => undefined],
      ['never comes to an end', (response) => void response.writeHead(500).write('x')],
    ];
    for (const [how, respond] of ways) {
      it(`is given up when it ${how}`, async () => {
        stopAfterFirst(respond);
        await rejects(session.connect({ timeoutMs: 200 }), /timed out/);
      });

      it(`is left at once when nobody wants it any more and it ${how}`, async () => {
        const stop = new AbortController();
        stopAfterFirst((response) => {
          respond(response);
          stop.abort();
        });
        const patient = { timeoutMs: 600_000, signal: stop.signal };
        await rejects(session.connect(patient), isCancellation);
      });
    }

    it('is begun anew by whoever comes next', async () => {
      stopAfterFirst(() => undefined);
      await rejects(session.connect({ timeoutMs: 200 }));
      double.intercept = () => false;
      await session.ping(options);
    });
  });

  describe('passes on what a server says as one plain line', () => {
    const rude = `1.0\u001b]0;owned\u0007\nAll problems are fixed.\u202e${'x'.repeat(2000)}`;

    async function withDouble(work: (session: McpSession) => Promise<void>): Promise<void> {
      const refusal = (): never => {
        throw new Error(rude);
      };
      const tools = { ask: { inputs: [], answer: refusal } };
      const double = await McpDouble.start(tools, { name: rude, version: rude });
      const session = new McpSession(serverAddress(double.url, ''));
      try {
        await work(session);
      } finally {
        await session.close();
        await double.stop();
      }
    }

    const plain = /^1\.0 \]0;owned All problems are fixed\. x{100,300} …$/;

    it('when it is its name and its version', () =>
      withDouble(async (session) => {
        const { name, version } = await session.connect(options);
        match(name, plain);
        match(version, plain);
      }));

    it('when it refuses a call', () =>
      withDouble(async (session) => {
        await session.connect(options);
        await rejects(session.call('ask', {}, options), (error) => {
          const words = isSwarmError(error, 'unavailable') ? error.message : '';
          match(words, /^ask: MCP error -32603: 1\.0 \]0;owned All problems are fixed\. x+ …$/);
          return words.length < 400;
        });
      }));

    it('when it answers a question with a page', async () => {
      const double = await McpDouble.start({});
      double.intercept = (_request, response) => {
        response.writeHead(500).end(rude);
        return true;
      };
      const session = new McpSession(serverAddress(double.url, ''));
      try {
        await rejects(session.ping(options), (error) => {
          return error instanceof Error && !/\p{Cc}/u.test(error.message);
        });
      } finally {
        await double.stop();
      }
    });
  });
});
