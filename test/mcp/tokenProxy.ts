import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';

/** Stands before a server and adds its token, for clients that cannot send one. */
export class TokenProxy {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(port: number, token: string): Promise<TokenProxy> {
    const server = createServer((incoming, answer) => {
      const { method, url, headers } = incoming;
      // Only its own name is changed: a foreign one is to be refused by the server behind it.
      const host = headers.host?.replace(`:${proxy.port}`, `:${port}`);
      const passedOn = { ...headers, host, authorization: `Bearer ${token}` };
      const options = { host: '127.0.0.1', port, path: url, method, headers: passedOn };
      const call = request(options, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      call.on('error', () => answer.destroy());
      answer.on('close', () => call.destroy());
      incoming.pipe(call);
    });
    const proxy = new TokenProxy(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
