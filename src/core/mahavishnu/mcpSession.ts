import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CallToolResultSchema,
  ErrorCode,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { messageOf, SwarmError, throwIfCancelled } from '../base/swarmError.ts';
import { type TimeLimit, withinTime } from '../base/withinTime.ts';
import { boundedFetch } from './boundedFetch.ts';
import { causeOf } from './causeOf.ts';
import { plainError } from './plainError.ts';
import type { ServerAddress } from './serverAddress.ts';
import { plainWords, readAnswer } from './toolAnswer.ts';

/** Who answers, as it says itself, in plain words. */
export interface ServerIdentity {
  readonly name: string;
  readonly version: string;
}

export type CallOptions = TimeLimit;

/** A server with more tools is up to something else. */
const mostPages = 50;

/** Sessions that a server has forgotten, most often because it was started anew. */
const lostSession = new Set([400, 404]);

const identity = { name: 'swarm-autofix', version: '1' };

/** A conversation with an MCP server; a session that the server has lost is begun anew. */
export class McpSession {
  readonly #address: ServerAddress;
  #client: Client | undefined;
  /** With those of lost sessions, and of those to come: whoever asks there is to hear of the loss, too. */
  readonly #opened: Client[] = [];
  /** Those who ask at once share one new session: another would end that of the first. */
  #connecting: Promise<Client> | undefined;

  constructor(address: ServerAddress) {
    this.#address = address;
  }

  /** Begins a session, in place of the one there is. */
  async connect(options: CallOptions): Promise<ServerIdentity> {
    await this.close();
    const client = await this.#connected(options).catch(rethrowPlainly);
    const { name = '', version = '' } = client.getServerVersion() ?? {};
    return { name: plainWords(name), version: plainWords(version) };
  }

  #createTransport(): StreamableHTTPClientTransport {
    const { url, token } = this.#address;
    const headers: Record<string, string> =
      token === '' ? {} : { Authorization: `Bearer ${token}` };
    return new StreamableHTTPClientTransport(url, {
      requestInit: { headers },
      fetch: boundedFetch(),
      // Whoever wants to know whether it is back asks again.
      reconnectionOptions: {
        ...{ initialReconnectionDelay: 1_000, maxReconnectionDelay: 1_000 },
        ...{ reconnectionDelayGrowFactor: 1, maxRetries: 0 },
      },
    });
  }

  /** Nobody else's signal is heeded: others may wait for the same session. */
  async #open({ timeoutMs }: CallOptions): Promise<Client> {
    const client = new Client(identity);
    // What cannot be sent is told to whoever sends it.
    client.onerror = () => undefined;
    this.#opened.push(client);
    // The transport declares what may be absent less exactly than its interface.
    const transport = this.#createTransport() as Parameters<Client['connect']>[0];
    try {
      // The library waits for ever for an answer to the word that it is initialized.
      await withinTime(client.connect(transport, { timeout: timeoutMs }), { timeoutMs });
    } catch (error) {
      await client.close();
      throw error;
    }
    if (this.#opened.includes(client)) this.#client = client;
    return client;
  }

  /** In the given time for all of them. */
  tools(options: CallOptions): Promise<ReadonlyMap<string, Tool>> {
    return withinTime(this.#listTools(options), options);
  }

  async #listTools(options: CallOptions): Promise<ReadonlyMap<string, Tool>> {
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
   * @throws {SwarmError} `unavailable` when it says that it failed; something else when it does not answer.
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
    ).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      throw new SwarmError('unavailable', `${tool}: ${messageOf(error)}`, error);
    });
    return readAnswer(tool, result);
  }

  async ping(options: CallOptions): Promise<void> {
    await this.#ask(options, (client) => client.ping(toRequest(options)));
  }

  async close(): Promise<void> {
    this.#client = undefined;
    this.#connecting = undefined;
    const opened = this.#opened.splice(0);
    for (const client of opened) await client.close();
  }

  async #ask<Answer>(
    options: CallOptions,
    ask: (client: Client) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      const client = await this.#connected(options);
      return await ask(client).catch(async (error: unknown) => {
        if (!isLoss(error)) throw error;
        if (this.#client === client) this.#client = undefined;
        return ask(await this.#connected(options));
      });
    } catch (error) {
      return rethrowPlainly(error);
    }
  }

  async #connected(options: CallOptions): Promise<Client> {
    if (this.#client !== undefined) return this.#client;
    throwIfCancelled(options.signal);
    return withinTime(this.#connecting ?? this.#connect(options), options);
  }

  #connect(options: CallOptions): Promise<Client> {
    const connecting = this.#open(options).finally(() => {
      if (this.#connecting === connecting) this.#connecting = undefined;
    });
    this.#connecting = connecting;
    return connecting;
  }
}

function rethrowPlainly(error: unknown): never {
  throw plainError(error);
}

function isLoss(error: unknown): boolean {
  return error instanceof StreamableHTTPError && lostSession.has(error.code ?? 0);
}

/** What the library says itself when there is no answer. */
const silences = new Set<number>([ErrorCode.RequestTimeout, ErrorCode.ConnectionClosed]);

/** True when a server has answered that it does not do what it is asked. */
function isRefusal(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof McpError && !silences.has(cause.code);
}

function toRequest({ timeoutMs, signal }: CallOptions) {
  return signal === undefined ? { timeout: timeoutMs } : { timeout: timeoutMs, signal };
}
