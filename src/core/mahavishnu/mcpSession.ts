import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { boundedFetch } from './boundedFetch.ts';
import type { ServerAddress } from './serverAddress.ts';
import { readAnswer } from './toolAnswer.ts';

/** Who answers, as it says itself. */
export interface ServerIdentity {
  readonly name: string;
  readonly version: string;
}

export interface CallOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A server with more tools is up to something else. */
const mostPages = 50;

/** Sessions that a server has forgotten, most often because it was started anew. */
const lostSession = new Set([400, 404]);

const identity = { name: 'swarm-autofix', version: '1' };

/** A conversation with an MCP server; a session that the server has lost is begun anew. */
export class McpSession {
  readonly #address: ServerAddress;
  #client: Client | undefined;
  /** With those of lost sessions: what is still asked there is to hear of the loss, too. */
  readonly #opened: Client[] = [];
  /** Those who ask at once share one new session: another would end that of the first. */
  #connecting: Promise<Client> | undefined;

  constructor(address: ServerAddress) {
    this.#address = address;
  }

  /** Begins a session, in place of the one there is. */
  async connect(options: CallOptions): Promise<ServerIdentity> {
    await this.close();
    const { name = '', version = '' } = (await this.#connected(options)).getServerVersion() ?? {};
    return { name, version };
  }

  async #open(options: CallOptions): Promise<Client> {
    const { url, token } = this.#address;
    const headers: Record<string, string> =
      token === '' ? {} : { Authorization: `Bearer ${token}` };
    const transport = new StreamableHTTPClientTransport(url, {
      requestInit: { headers },
      fetch: boundedFetch(),
      // Whoever wants to know whether it is back asks again.
      reconnectionOptions: {
        ...{ initialReconnectionDelay: 1_000, maxReconnectionDelay: 1_000 },
        ...{ reconnectionDelayGrowFactor: 1, maxRetries: 0 },
      },
    });
    const client = new Client(identity);
    // What cannot be sent is told to whoever sends it.
    client.onerror = () => undefined;
    // The transport declares what may be absent less exactly than its interface.
    await client.connect(transport as Parameters<Client['connect']>[0], toRequest(options));
    this.#client = client;
    this.#opened.push(client);
    return client;
  }

  async tools(options: CallOptions): Promise<ReadonlyMap<string, Tool>> {
    const tools = new Map<string, Tool>();
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const params = cursor === undefined ? {} : { cursor };
      const listed = await this.#ask(options, (client) =>
        client.listTools(params, toRequest(options)),
      );
      for (const tool of listed.tools) tools.set(tool.name, tool);
      cursor = listed.nextCursor;
      if (cursor === undefined) break;
    }
    return tools;
  }

  /**
   * @returns what the tool has answered.
   * @throws {SwarmError} `unavailable` when it says that it failed; whatever keeps it from answering.
   */
  async call(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<unknown> {
    const params = { name: tool, arguments: { ...args } };
    // Not `callTool`: what a server declares of its answers is not always what they are.
    const result = await this.#ask(options, (client) =>
      client.request({ method: 'tools/call', params }, CallToolResultSchema, toRequest(options)),
    );
    return readAnswer(tool, result);
  }

  async ping(options: CallOptions): Promise<void> {
    await this.#ask(options, (client) => client.ping(toRequest(options)));
  }

  async close(): Promise<void> {
    this.#client = undefined;
    const opened = this.#opened.splice(0);
    for (const client of opened) await client.close();
  }

  async #ask<Answer>(
    options: CallOptions,
    ask: (client: Client) => Promise<Answer>,
  ): Promise<Answer> {
    const client = await this.#connected(options);
    try {
      return await ask(client);
    } catch (error) {
      if (!(error instanceof StreamableHTTPError) || !lostSession.has(error.code ?? 0)) throw error;
      if (this.#client === client) this.#client = undefined;
      return ask(await this.#connected(options));
    }
  }

  async #connected(options: CallOptions): Promise<Client> {
    if (this.#client !== undefined) return this.#client;
    this.#connecting ??= this.#open(options).finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }
}

function toRequest({ timeoutMs, signal }: CallOptions) {
  return signal === undefined ? { timeout: timeoutMs } : { timeout: timeoutMs, signal };
}
