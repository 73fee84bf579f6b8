import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Message, type ToolResult, textOf } from './messages.ts';

export const serverProgram = resolve(import.meta.dirname, '../../dist/mcp.js');

export interface ClientOptions {
  readonly folder: string;
  readonly cache: string;
  readonly args?: readonly string[];
  /** What is started; the program of the server without it. */
  readonly program?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A server of its own, spoken to line by line: nothing of the SDK is between it and the tests. */
export class StdioClient {
  readonly process: ChildProcess;
  /** All that came, in order. */
  readonly messages: Message[] = [];
  /** What was printed that is no message. */
  readonly strays: string[] = [];
  readonly #waiting = new Set<() => void>();
  #stderr = '';
  #nextId = 1;
  #hasEnded = false;

  private constructor({ folder, cache, args = [], program = [serverProgram], env }: ClientOptions) {
    this.process = spawn(process.execPath, [...program, '--mahavishnu', 'off', ...args], {
      cwd: folder,
      env: { ...process.env, ...env, SWARM_CACHE: cache, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { stdout, stderr, stdin } = this.process;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    createInterface({ input: stdout }).on('line', (line) => this.#read(line));
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#look();
    });
    stdin?.on('error', () => undefined);
    this.process.once('close', () => {
      this.#hasEnded = true;
      this.#look();
    });
  }

  /** Starts a server and greets it. */
  static async start(options: ClientOptions): Promise<StdioClient> {
    const client = new StdioClient(options);
    await client.request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'a test', version: '1' },
    });
    client.send({ method: 'notifications/initialized' });
    return client;
  }

  get stderr(): string {
    return this.#stderr;
  }

  send(message: Record<string, unknown>): void {
    this.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  write(text: string | Buffer): void {
    this.process.stdin?.write(text);
  }

  /** Sends a request, and gives its id. */
  ask(method: string, params: Record<string, unknown> = {}): number {
    const id = this.#nextId;
    this.#nextId += 1;
    this.send({ id, method, params });
    return id;
  }

  /** Settles with the first message, past or future, that is the one. */
  async first(isWanted: (message: Message) => boolean): Promise<Message> {
    let found: Message | undefined;
    await this.until(() => {
      found ??= this.messages.find(isWanted);
      return found !== undefined;
    });
    return found ?? {};
  }

  /** Settles once something holds; looked at whenever something has come. */
  async until(holds: () => boolean): Promise<void> {
    await new Promise<void>((done, fail) => {
      const look = (): void => {
        if (!holds() && !this.#hasEnded) return;
        this.#waiting.delete(look);
        if (holds()) done();
        else fail(new Error(`the server has ended: ${this.#stderr}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  answerTo(id: number): Promise<Message> {
    return this.first((message) => message.id === id && message.method === undefined);
  }

  async request(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const { result, error } = await this.answerTo(this.ask(method, params));
    if (error !== undefined) throw new Error(error.message);
    return result;
  }

  async call(name: string, args: Record<string, unknown> = {}, meta = {}): Promise<ToolResult> {
    const params = { name, arguments: args, _meta: meta };
    return (await this.request('tools/call', params)) as ToolResult;
  }

  /** Calls a tool that must not fail, for its data. */
  async data<T>(name: string, args: Record<string, unknown> = {}): Promise<T> {
    const result = await this.call(name, args);
    if (result.isError === true) throw new Error(textOf(result));
    return result.structuredContent as T;
  }

  /** Closes its input, and waits for its end. */
  async close(): Promise<number | null> {
    this.process.stdin?.end();
    return this.ended();
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.process.kill(signal);
    await this.ended();
  }

  async ended(): Promise<number | null> {
    if (!this.#hasEnded) await once(this.process, 'close');
    return this.process.exitCode;
  }

  #read(line: string): void {
    try {
      this.messages.push(JSON.parse(line) as Message);
    } catch {
      this.strays.push(line);
    }
    this.#look();
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}
