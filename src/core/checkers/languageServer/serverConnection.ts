import { setTimeout as delay } from 'node:timers/promises';
import {
  CancellationTokenSource,
  createMessageConnection,
  DiagnosticServerCancellationData,
  ExitNotification,
  LSPErrorCodes,
  type MessageConnection,
  type NotificationType,
  type RequestType,
  ResponseError,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { PipedProcess } from '../../base/pipedProcess.ts';
import { messageOf, SwarmError, systemCodeOf } from '../../base/swarmError.ts';
import { untilAborted } from './untilAborted.ts';

const retryMs = 50;
const closedOutputMs = 500;

/** True when the server says that it was disturbed, and that asking once more makes sense. */
function wantsRetry(error: unknown): boolean {
  if (!(error instanceof ResponseError)) return false;
  if (error.code === LSPErrorCodes.ContentModified) return true;
  if (error.code !== LSPErrorCodes.ServerCancelled) return false;
  const data: unknown = error.data;
  return !DiagnosticServerCancellationData.is(data) || data.retriggerRequest;
}

/** Messages are one line, and what servers send may be more. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** JSON-RPC with one running server. It fails once and for all: with the process, or at nonsense. */
export class ServerConnection {
  /** Fires when the server can be talked to no more; its reason is a {@link SwarmError} `checker`. */
  readonly ended: AbortSignal;
  /** For handlers of what the server sends by itself. */
  readonly incoming: Pick<
    MessageConnection,
    'onRequest' | 'onNotification' | 'onUnhandledProgress'
  >;
  readonly #rpc: MessageConnection;
  readonly #process: PipedProcess;
  readonly #name: string;
  readonly #end = new AbortController();
  #isClosed = false;

  /** @param name for messages: the command as it was configured. */
  constructor(server: PipedProcess, name: string) {
    this.#process = server;
    this.#name = name;
    this.ended = this.#end.signal;
    this.#rpc = createMessageConnection(
      new StreamMessageReader(server.output),
      new StreamMessageWriter(server.input),
      {
        error: (message) => this.#failAtNonsense(message),
        warn: () => undefined,
        info: () => undefined,
        log: () => undefined,
      },
    );
    this.incoming = this.#rpc;
    this.#rpc.onError(([error]) => {
      if (systemCodeOf(error) === 'EPIPE') this.#failSoon('closed its input');
      else this.#failAtNonsense(error.message);
    });
    this.#rpc.onClose(() => {
      this.#isClosed = true;
      this.#failSoon('closed its output');
    });
    server.ended.then((words) => this.fail(words));
  }

  /** A process that ends closes its pipes first; its exit code says more. */
  #failSoon(words: string): void {
    setTimeout(() => this.fail(words), closedOutputMs).unref();
  }

  /** Begins to read; to be called when all handlers are in place. */
  listen(): void {
    this.#rpc.listen();
  }

  /**
   * Asks again when the server says that it was disturbed.
   * @throws the reason of `signal` when it fires (the server is told), or the server's own error.
   */
  async request<P, R, E>(type: RequestType<P, R, E>, params: P, signal: AbortSignal): Promise<R> {
    for (;;) {
      try {
        return await this.#requestOnce(type, params, signal);
      } catch (error) {
        if (!wantsRetry(error)) throw error;
        await delay(retryMs, undefined, { signal });
      }
    }
  }

  notify<P>(type: NotificationType<P>, params: P): void {
    this.#notify(type, params).catch((error) => this.fail(`cannot be told: ${messageOf(error)}`));
  }

  /** Ends the process, and gives everybody who waits an error that says `words`. */
  fail(words: string): void {
    if (this.ended.aborted) return;
    const { lastWords } = this.#process;
    const heard = lastWords === '' ? '' : ` Its last words: ${lastWords}`;
    this.#end.abort(
      new SwarmError('checker', `The language server ${this.#name} ${words}.${heard}`),
    );
    this.#rpc.dispose();
    this.#process.kill();
  }

  /** Ends the server in the polite way, and after `limitMs` in the other. */
  async shutdown(limitMs: number): Promise<void> {
    const limit = AbortSignal.any([this.ended, AbortSignal.timeout(limitMs)]);
    try {
      await untilAborted(this.#rpc.sendRequest(ShutdownRequest.type), limit);
      await this.#rpc.sendNotification(ExitNotification.type);
      await untilAborted(this.#process.ended, limit);
    } catch {
      // Whatever keeps it from ending by itself: it is ended now.
    }
    this.fail('was shut down');
    await this.#process.ended;
  }

  async #notify<P>(type: NotificationType<P>, params: P): Promise<void> {
    await this.#rpc.sendNotification(type.method, params);
  }

  #failAtNonsense(message: string): void {
    this.fail(`sent what cannot be understood (${firstLine(message)})`);
  }

  async #requestOnce<P, R, E>(
    type: RequestType<P, R, E>,
    params: P,
    signal: AbortSignal,
  ): Promise<R> {
    signal.throwIfAborted();
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => {
      if (!this.#isClosed && !this.ended.aborted) cancellation.cancel();
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answer = this.#rpc.sendRequest<R>(type.method, params, cancellation.token);
      return await untilAborted(answer, signal);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }
}
