import type { Logger } from '../../base/logger.ts';
import type { McpSession } from '../../mahavishnu/mcpSession.ts';
import { describeOthers, newWorker } from '../../mahavishnu/newWorker.ts';
import type { ToolCatalog } from '../../mahavishnu/toolCatalog.ts';
import { quoted } from '../shellScript.ts';
import type { Terminal, Terminals } from '../terminals.ts';

const callTimeoutMs = 30_000;

/** The least that servers allow; the line has been typed long before. */
const executeSeconds = 30;

/** Terminals from the tools `worker_spawn`, `worker_execute` and `worker_close`. */
export class WorkerTerminals implements Terminals {
  readonly #session: McpSession;
  readonly #catalog: ToolCatalog;
  readonly #log: Logger;

  constructor(session: McpSession, catalog: ToolCatalog, log: Logger) {
    this.#session = session;
    this.#catalog = catalog;
    this.#log = log;
  }

  async open(_id: string, script: string, signal?: AbortSignal): Promise<Terminal> {
    const worker = await newWorker({
      workerType: 'terminal-shell',
      catalog: this.#catalog,
      call: (tool, inputs) => this.#call(tool, inputs, callTimeoutMs, signal),
    });
    if (worker.others.length > 0) this.#log.warn(describeOthers(worker));
    this.#type(worker.id, script, signal);
    return { id: worker.id };
  }

  async close({ id }: Terminal, signal?: AbortSignal): Promise<void> {
    await this.#call('worker_close', { worker_id: id, force: true }, callTimeoutMs, signal);
  }

  /** What it answers is a guess from the screen, or a time-out: what counts is what the script does. */
  #type(id: string, script: string, signal?: AbortSignal): void {
    const prompt = `sh ${quoted(script)}\n`;
    const inputs = { worker_id: id, prompt, timeout: executeSeconds };
    const timeoutMs = executeSeconds * 1000 + callTimeoutMs;
    this.#call('worker_execute', inputs, timeoutMs, signal).catch(() => undefined);
  }

  #call(
    tool: string,
    inputs: Readonly<Record<string, unknown>>,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const fitting = this.#catalog.fitting(tool, inputs);
    return this.#session.call(tool, fitting, { timeoutMs, signal });
  }
}
