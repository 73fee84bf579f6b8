import { equal, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { boundedFetch } from '../../../src/core/mahavishnu/boundedFetch.ts';

describe('what is read from a server', () => {
  let server: Server;
  let respond: (response: ServerResponse) => void;
  let url: string;

  beforeEach(async () => {
    server = createServer((_request, response) => respond(response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is what it says', async () => {
    respond = (response) => void response.end('hello');
    const response = await boundedFetch()(url);
    equal(await response.text(), 'hello');
    equal(response.status, 200);
  });

  it('has an end, even when the server knows none', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    respond = (response) => {
      const more = (): void => void response.write(chunk, more);
      more();
    };
    const response = await boundedFetch()(url);
    await rejects(response.text(), /answers without end/);
  });

  it('comes from there and nowhere else', async () => {
    respond = (response) => void response.writeHead(302, { location: 'http://example.com/' }).end();
    await rejects(boundedFetch()(url));
  });
});
