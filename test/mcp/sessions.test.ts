import { equal } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createContext } from '../../src/mcp/createContext.ts';
import { Sessions } from '../../src/mcp/http/sessions.ts';

const headers = {
  Accept: 'application/json, text/event-stream',
  'Content-Type': 'application/json',
};

const greeting = JSON.stringify({
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'a test', version: '1' },
  },
});

describe('a session', () => {
  it('ends when nobody has used it for half an hour, but not while a stream of it is open', async () => {
    let now = 0;
    const options = { port: 0, folder: '/', mahavishnu: 'off' };
    const stopping = new AbortController().signal;
    const context = createContext({ options, program: '', stopping });
    const sessions = new Sessions({ ...context, now: () => now });
    const server = createServer((request, response) => {
      void sessions.serve(request, response).then((refusal) => {
        if (refusal !== undefined) response.writeHead(refusal.status).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const url = `http://127.0.0.1:${port}/mcp`;

    const begin = async (): Promise<string> => {
      const answer = await fetch(url, { method: 'POST', headers, body: greeting });
      await answer.text();
      return answer.headers.get('mcp-session-id') ?? '';
    };
    const statusOf = async (session: string): Promise<number> => {
      const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
      const call = { method: 'POST', headers: { ...headers, 'Mcp-Session-Id': session }, body };
      return (await fetch(url, call)).status;
    };

    const idle = await begin();
    const listening = await begin();
    const stop = new AbortController();
    await fetch(url, {
      headers: { Accept: 'text/event-stream', 'Mcp-Session-Id': listening },
      signal: stop.signal,
    });
    now = 29 * 60_000;
    await sessions.closeIdle();
    equal(await statusOf(idle), 202);
    now += 31 * 60_000;
    await sessions.closeIdle();
    equal(await statusOf(idle), 404);
    equal(await statusOf(listening), 202);
    stop.abort();
    await sessions.closeAll();
    server.closeAllConnections();
    server.close();
  });
});
