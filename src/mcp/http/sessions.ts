import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CancelledNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { createServer } from '../createServer.ts';
import { complainer } from '../malformed.ts';
import type { McpContext } from '../mcpContext.ts';
import type { Refusal } from './guard.ts';

const mostSessions = 16;
const idleMs = 30 * 60_000;
const lookMs = 60_000;

/** No message that somebody could mean is longer. */
const mostBytes = 1024 * 1024;

/** A conversation with one client. */
interface Session {
  readonly server: McpServer;
  readonly transport: StreamableHTTPServerTransport;
  /** Requests that are being answered, streams that are open. */
  open: number;
  lastUsedAt: number;
}

const gone: Refusal = { status: 404, message: 'There is no such session; begin a new one.' };
const tooMany: Refusal = {
  status: 503,
  message: `${mostSessions} sessions are in use; try again when one of them is idle.`,
};

/** Nobody answers a request that was cancelled: without this its stream would stay open for ever. */
function endCancelledStreams(transport: StreamableHTTPServerTransport): void {
  const { onmessage } = transport;
  transport.onmessage = (message, extra) => {
    onmessage?.(message, extra);
    const cancelled = CancelledNotificationSchema.safeParse(message);
    const id = cancelled.data?.params.requestId;
    if (id !== undefined) transport.closeSSEStream(id);
  };
}

/** All conversations of a server: so many at most, and none for ever. */
export class Sessions {
  readonly #context: McpContext;
  readonly #sessions = new Map<string, Session>();
  readonly #timer: NodeJS.Timeout;
  /** Those whose first message is still being read. */
  #beginning = 0;

  constructor(context: McpContext) {
    this.#context = context;
    this.#timer = setInterval(() => void this.closeIdle(), lookMs).unref();
  }

  /** @returns why the request cannot be answered; undefined when it was. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    const id = request.headers['mcp-session-id'];
    if (id === undefined) return this.#begin(request, response);
    const session = this.#sessions.get(String(id));
    if (session === undefined) return gone;
    await this.#answer(session, request, response);
    return undefined;
  }

  async closeAll(): Promise<void> {
    clearInterval(this.#timer);
    for (const { server } of [...this.#sessions.values()]) await server.close();
  }

  /** Ends conversations that nobody has had for long. */
  async closeIdle(): Promise<void> {
    const now = this.#context.now();
    for (const { open, lastUsedAt, server } of [...this.#sessions.values()]) {
      if (open === 0 && now - lastUsedAt > idleMs) await server.close();
    }
  }

  async #begin(request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    if (!(await this.#makeRoom())) return tooMany;
    this.#beginning += 1;
    const session = await this.#create(() => {
      this.#beginning -= 1;
    });
    await this.#answer(session, request, response);
    // It was no greeting: the transport has said so.
    if (session.transport.sessionId !== undefined) return undefined;
    this.#beginning -= 1;
    await session.server.close();
    return undefined;
  }

  /** Many clients go without a word: theirs is the session that was not used for longest. */
  async #makeRoom(): Promise<boolean> {
    if (this.#sessions.size + this.#beginning < mostSessions) return true;
    const idle = [...this.#sessions.values()].filter(({ open }) => open === 0);
    const [oldest] = idle.sort((one, other) => one.lastUsedAt - other.lastUsedAt);
    // It leaves the list at once, so that nobody else makes room with the same one.
    if (oldest?.transport.sessionId !== undefined) {
      this.#sessions.delete(oldest.transport.sessionId);
    }
    await oldest?.server.close();
    return oldest !== undefined;
  }

  async #create(onNamed: () => void): Promise<Session> {
    const server = createServer(this.#context);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: mostBytes,
      onsessioninitialized: (id) => {
        onNamed();
        this.#sessions.set(id, session);
      },
    });
    const session: Session = { server, transport, open: 0, lastUsedAt: this.#context.now() };
    const stop = server.server.onclose;
    server.server.onclose = () => {
      stop?.();
      if (transport.sessionId !== undefined) this.#sessions.delete(transport.sessionId);
    };
    server.server.onerror = complainer(this.#context.log);
    // The transport declares what may be absent less exactly than its interface.
    await server.connect(transport as Parameters<McpServer['connect']>[0]);
    endCancelledStreams(transport);
    return session;
  }

  async #answer(session: Session, request: IncomingMessage, response: ServerResponse) {
    session.open += 1;
    response.once('close', () => {
      session.open -= 1;
      session.lastUsedAt = this.#context.now();
    });
    await session.transport.handleRequest(request, response);
  }
}
