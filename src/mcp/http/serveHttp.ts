import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { messageOf, SwarmError, systemCodeOf } from '../../core/base/swarmError.ts';
import type { McpContext } from '../mcpContext.ts';
import { untilAllHasEnded } from '../serverEnd.ts';
import { endpoint, type Refusal, refusalOf } from './guard.ts';
import { Sessions } from './sessions.ts';

const tokenVariable = 'SWARM_MCP_TOKEN';

/** So many requests are answered at once; streams that only listen are bounded by their sessions. */
const mostRequests = 64;
const mostConnections = 256;

const tooMany: Refusal = {
  status: 503,
  message: `More than ${mostRequests} requests at once; try again when some have been answered.`,
};

interface Token {
  readonly text: string;
  readonly isOurs: boolean;
}

/** Nobody that this process starts is to know it. */
function takeToken(env: NodeJS.ProcessEnv): Token {
  const given = env[tokenVariable] ?? '';
  delete env[tokenVariable];
  if (given !== '') return { text: given, isOurs: false };
  return { text: randomBytes(32).toString('base64url'), isOurs: true };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const isTaken = systemCodeOf(error) === 'EADDRINUSE';
    const why = isTaken ? 'somebody else listens there' : messageOf(error);
    const advice = 'take another one, or 0 for any that is free';
    throw new SwarmError('environment', `Port ${port} cannot be had (${why}); ${advice}.`, error);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function refuse(response: ServerResponse, { status, message }: Refusal): void {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer';
  if (status === 503) headers['Retry-After'] = '1';
  const error = { code: -32000, message };
  response.writeHead(status, headers);
  response.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
}

function announce(port: number, { text, isOurs }: Token): void {
  const token = isOurs
    ? `its token, shown only now: ${text}`
    : `its token is that of ${tokenVariable}`;
  process.stderr.write(`swarm-autofix: MCP at http://127.0.0.1:${port}${endpoint}\n`);
  process.stderr.write(`swarm-autofix: ${token}\n`);
}

/**
 * Serves clients of this machine over HTTP until the process is to end.
 * @param port 0 for any that is free.
 * @throws {SwarmError} `environment` when the port cannot be had.
 */
export async function serveHttp(context: McpContext, port: number): Promise<void> {
  const token = takeToken(process.env);
  const sessions = new Sessions(context);
  let requests = 0;
  let expected = { port, token: token.text };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, url = '' } = request;
    const refusal = refusalOf({ headers, url }, expected);
    if (refusal !== undefined) return refuse(response, refusal);
    if (request.method !== 'GET') {
      if (requests >= mostRequests) return refuse(response, tooMany);
      requests += 1;
      response.once('close', () => {
        requests -= 1;
      });
    }
    const failure = await sessions.serve(request, response);
    if (failure !== undefined) refuse(response, failure);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      context.log.error('A request could not be answered', error);
      response.destroy();
    });
  });
  server.maxConnections = mostConnections;
  expected = { ...expected, port: await listen(server, port) };
  announce(expected.port, token);
  await untilAllHasEnded(context);
  await sessions.closeAll();
  server.close();
  server.closeAllConnections();
}
