import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';

export type ToolArguments = Readonly<Record<string, unknown>>;

/** A tool of a double: what it takes, and what it answers. */
export interface DoubleTool {
  readonly inputs: readonly string[];
  answer(args: ToolArguments): Promise<CallToolResult> | CallToolResult;
}

export type DoubleTools = Readonly<Record<string, DoubleTool>>;

export interface DoubleOptions {
  readonly name?: string;
  readonly version?: string;
  readonly port?: number;
}

/** An answer as FastMCP gives it: an object as it is, anything else wrapped. */
export function answer(value: object): CallToolResult {
  const text = JSON.stringify(value);
  const structured = Array.isArray(value) ? { result: value } : { ...value };
  return { content: [{ type: 'text', text }], structuredContent: structured };
}

export function failure(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

/** How a double treats a request before anything else sees it; true: it is done with it. */
export type Interception = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A small MCP server on a port of its own, which answers as it is told to. */
export class McpDouble {
  /** The calls so far, such as `launch_worker`. */
  readonly calls: { readonly tool: string; readonly args: ToolArguments }[] = [];
  /** Set to answer requests in another way. */
  intercept: Interception = () => false;
  readonly #tools: DoubleTools;
  readonly #options: DoubleOptions;
  readonly #sessions = new Map<string, StreamableHTTPServerTransport>();
  readonly #http: HttpServer;

  private constructor(tools: DoubleTools, options: DoubleOptions) {
    this.#tools = tools;
    this.#options = options;
    this.#http = createServer((request, response) => {
      if (!this.intercept(request, response)) void this.#serve(request, response);
    });
  }

  static async start(tools: DoubleTools, options: DoubleOptions = {}): Promise<McpDouble> {
    const double = new McpDouble(tools, options);
    double.#http.listen(options.port ?? 0, '127.0.0.1');
    await once(double.#http, 'listening');
    return double;
  }

  get port(): number {
    const address = this.#http.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }

  /** Forgets every session, as a server does that was started anew. */
  forgetSessions(): void {
    this.#sessions.clear();
  }

  /** Goes away at once, as a server does that is killed. */
  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? this.#sessions.get(id) : undefined;
    if (typeof id === 'string' && known === undefined) {
      response.writeHead(404).end('Session not found');
      return;
    }
    const transport = known ?? (await this.#begin());
    await transport.handleRequest(request, response);
  }

  async #begin(): Promise<StreamableHTTPServerTransport> {
    const { name = 'Mahavishnu Orchestrator', version = '0.0.0' } = this.#options;
    const server = new Server({ name, version }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: this.#listed() }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
      this.#call(params.name, params.arguments ?? {}),
    );
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void this.#sessions.set(id, transport),
    });
    // The transport declares what may be absent less exactly than its interface.
    await server.connect(transport as Parameters<Server['connect']>[0]);
    return transport;
  }

  #listed() {
    return Object.entries(this.#tools).map(([name, { inputs }]) => ({
      name,
      inputSchema: {
        type: 'object' as const,
        properties: Object.fromEntries(inputs.map((input) => [input, {}])),
      },
    }));
  }

  async #call(tool: string, args: ToolArguments): Promise<CallToolResult> {
    this.calls.push({ tool, args });
    const known = this.#tools[tool];
    if (known === undefined) return failure(`Unknown tool: '${tool}'`);
    const foreign = Object.keys(args).find((name) => !known.inputs.includes(name));
    if (foreign !== undefined) return failure(`Unexpected keyword argument: ${foreign}`);
    return known.answer(args);
  }
}
