import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Settings } from '../config/settings.js';
import { chain, errorResponse, type LogLine, withErrors, withLog, withTimeout } from './middleware.js';
import { parseUrl, readBody, type Request, type Response } from './request.js';
import type { Handler, Router } from './router.js';

export interface ServerOptions {}

function isMethod(value: string | undefined): value is Request['method'] {
  return value === 'GET' || value === 'POST' || value === 'PATCH' || value === 'DELETE';
}

function writeResponse(target: ServerResponse, response: Response): void {
  const text = response.body === undefined ? '' : JSON.stringify(response.body);
  target.writeHead(response.status, { 'content-type': 'application/json', ...response.headers });
  target.end(text);
}

async function answer(router: Router, incoming: IncomingMessage, wrap: (h: Handler) => Handler): Promise<Response> {
  const { method } = incoming;
  const { path, query } = parseUrl(incoming.url);
  if (!isMethod(method)) return { status: 405, body: { code: 'method' } };
  const match = router.match(method, path);
  if (!match) {
    const allow = router.allowedMethods(path).join(', ');
    return allow ? { status: 405, body: { code: 'method' }, headers: { allow } } : { status: 404, body: { code: 'route' } };
  }
  const body = await readBody(incoming);
  return wrap(match.handler)({ method, path, query, params: match.params, body });
}

export function startServer(router: Router, settings: Settings, log: LogLine): Promise<Server> {
  const wrap = (handler: Handler): Handler =>
    chain(handler, withLog(log), withErrors, withTimeout(settings.requestTimeoutMs));
  const server = createServer((incoming, outgoing) => {
    const response = await answer(router, incoming, wrap);
    writeResponse(outgoing, response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, () => resolve(server));
  });
}

export async function stopServer(server: Server): Promise<void> {
  const { promise, resolve: resolve, reject } = Promise.withResolvers<void>();
  server.close((error) => (error ? reject(error) : resolve()));
  await promise;
}
