import * as z from 'zod';
import { isSwarmError, messageOf, SwarmError } from '../../base/swarmError.ts';
import { causeOf } from '../../mahavishnu/causeOf.ts';
import type { CallOptions, McpSession } from '../../mahavishnu/mcpSession.ts';
import { type NewWorker, newWorker } from '../../mahavishnu/newWorker.ts';
import { plainWords } from '../../mahavishnu/toolAnswer.ts';
import { ToolCatalog } from '../../mahavishnu/toolCatalog.ts';
import { workerNeeds } from '../../mahavishnu/workerTools.ts';

/** What a worker is said to have come to. It is never evidence. */
export interface WorkerAnswer {
  /** The server's word for how it ended, such as `completed`; empty for none. */
  readonly status: string;
  /** What the worker itself has said, as it is. */
  readonly output: string;
}

const answerShape = z.looseObject({
  status: z.string().catch(''),
  output: z.string().catch(''),
});

/** Failures in one plain line, whoever has worded them. */
async function plainly<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    if (isSwarmError(error)) throw error;
    const words = plainWords(messageOf(causeOf(error)));
    throw new SwarmError('unavailable', `its server: ${words}`, error);
  }
}

/**
 * Workers of a server that understand what they are told.
 * Each call throws a {@link SwarmError}, `unavailable`, when the server does not do what it is asked.
 */
export class NativeWorkers {
  readonly #session: McpSession;
  readonly #catalog: ToolCatalog;

  private constructor(session: McpSession, catalog: ToolCatalog) {
    this.#session = session;
    this.#catalog = catalog;
  }

  static async connect(session: McpSession, options: CallOptions): Promise<NativeWorkers> {
    await plainly(session.connect(options));
    const catalog = new ToolCatalog(await plainly(session.tools(options)));
    const missing = catalog.lacks(workerNeeds);
    if (missing.length > 0) {
      const words = `its server has no ${missing.join(', ')} of a known kind`;
      throw new SwarmError('unavailable', `${words}, so it has no workers of its own to give.`);
    }
    return new NativeWorkers(session, catalog);
  }

  spawn(workerType: string, options: CallOptions): Promise<NewWorker> {
    return newWorker({
      workerType,
      catalog: this.#catalog,
      call: (tool, inputs) => this.#call(tool, inputs, options),
    });
  }

  /** @param seconds how long the server is to wait for the worker: 30 to 3600. */
  async execute(
    id: string,
    prompt: string,
    seconds: number,
    options: CallOptions,
  ): Promise<WorkerAnswer> {
    const inputs = { worker_id: id, prompt, timeout: seconds };
    const answer = await this.#call('worker_execute', inputs, options);
    return answerShape.safeParse(answer).data ?? { status: '', output: '' };
  }

  /** One that is gone is no error: `"closed": false` is said of names that stand for nothing any more. */
  async close(id: string, options: CallOptions): Promise<void> {
    await this.#call('worker_close', { worker_id: id, force: true }, options);
  }

  #call(
    tool: string,
    inputs: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<unknown> {
    return plainly(this.#session.call(tool, this.#catalog.fitting(tool, inputs), options));
  }
}
