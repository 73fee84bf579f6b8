import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Message, ToolResult } from './messages.ts';
import { serverProgram } from './stdioClient.ts';

export const token = 'a-token-of-a-test';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpCall {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Keeps connections; without one each request has its own. */
  readonly agent?: Agent;
}

/** A server that listens on a port of its own. */
export class HttpServerProcess {
  readonly process: ChildProcess;
  readonly port: number;
  readonly stderr: string;

  private constructor(process: ChildProcess, port: number, stderr: string) {
    this.process = process;
    this.port = port;
    this.stderr = stderr;
  }

  /** @param given the token that the server is told to take; empty: it makes up one. */
  static async start(
    place: { readonly folder: string; readonly cache: string },
    given: string = token,
  ): Promise<HttpServerProcess> {
    const args = [serverProgram, '--http', '0', '--folder', place.folder, '--mahavishnu', 'off'];
    const env = { ...process.env, SWARM_CACHE: place.cache, SWARM_MCP_TOKEN: given };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.setEncoding('utf8');
    for await (const chunk of child.stderr.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
      if (text.split('\n').length > 2) break;
    }
    child.stderr.resume();
    const port = /127\.0\.0\.1:(\d+)\/mcp/.exec(text)?.[1];
    if (port === undefined) throw new Error(`no server: ${text}`);
    return new HttpServerProcess(child, Number(port), text);
  }

  /** Sends one request, with the token unless it has another one. */
  ask({
    method = 'POST',
    path = '/mcp',
    headers = {},
    body,
    agent,
  }: HttpCall): Promise<HttpAnswer> {
    const usual = {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
    };
    return new Promise((done, fail) => {
      const options = { host: '127.0.0.1', port: this.port, method, path, agent: agent ?? false };
      const call = request({ ...options, headers: { ...usual, ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        const end = () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        response.once('end', end);
        response.once('error', end);
      });
      call.once('error', fail);
      call.end(body);
    });
  }

  /** Begins a session, and gives its id. */
  async begin(): Promise<string> {
    const params = {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'a test', version: '1' },
    };
    const { headers, status, body } = await this.ask({
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    });
    const id = headers['mcp-session-id'];
    if (typeof id !== 'string') throw new Error(`no session: ${status} ${body}`);
    return id;
  }

  /** Calls a tool in a session. */
  async call(session: string, name: string, args: object = {}): Promise<ToolResult> {
    const params = { name, arguments: args };
    const answer = await this.ask({
      headers: { 'Mcp-Session-Id': session },
      body: JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params }),
    });
    const found = messagesOf(answer).find(({ id }) => id === 2);
    if (found === undefined) throw new Error(`${answer.status} ${answer.body}`);
    return found.result as ToolResult;
  }

  async stop(): Promise<number | null> {
    this.process.kill('SIGTERM');
    if (this.process.exitCode === null) await once(this.process, 'close');
    return this.process.exitCode;
  }
}

/** The messages of an answer, which is a stream of events or one document. */
export function messagesOf({ body }: HttpAnswer): Message[] {
  if (body.startsWith('{')) return [JSON.parse(body) as Message];
  const lines = body.split('\n').filter((line) => line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)) as Message);
}
