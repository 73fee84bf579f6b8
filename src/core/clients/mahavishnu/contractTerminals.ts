import * as z from 'zod';
import { SwarmError } from '../../base/swarmError.ts';
import type { McpSession } from '../../mahavishnu/mcpSession.ts';
import { plainWords } from '../../mahavishnu/toolAnswer.ts';
import type { ToolCatalog, ToolNeeds } from '../../mahavishnu/toolCatalog.ts';
import type { Terminal, Terminals } from '../terminals.ts';

/** The server answers one call after the other, and some of them hold it up for seconds. */
const callTimeoutMs = 30_000;

/** What is needed of the contract tools: a command in a terminal of its own, and its end. */
export const contractNeeds: ToolNeeds = {
  launch_worker: ['command', 'worker_id'],
  cancel_worker: ['worker_id', 'signal', 'grace_ms'],
};

const launchedShape = z.looseObject({
  worker_id: z.string().nullable(),
  state: z.string(),
  tmux: z.unknown().optional(),
});

/** What a server says that has the tool, but nothing behind it. */
const emptyStates: Readonly<Record<string, string>> = {
  reaped: 'it starts nothing: its worker tools do nothing',
  manager_unconfigured: 'it has no worker manager',
  no_tmux: 'it has no tmux',
};

function refuse(words: string): never {
  throw new SwarmError('unavailable', words);
}

/** Terminals from the tools `launch_worker` and `cancel_worker`. */
export class ContractTerminals implements Terminals {
  readonly #session: McpSession;
  readonly #catalog: ToolCatalog;

  constructor(session: McpSession, catalog: ToolCatalog) {
    this.#session = session;
    this.#catalog = catalog;
  }

  async open(id: string, script: string, signal?: AbortSignal): Promise<Terminal> {
    const inputs = {
      ...{ worker_id: id, command: ['sh', script], prompt: '', worker_type: 'terminal-shell' },
      session_mode: 'managed_tmux',
    };
    const answer = await this.#call('launch_worker', inputs, signal);
    const { data } = launchedShape.safeParse(answer);
    if (data === undefined) refuse(`launch_worker: ${plainWords(JSON.stringify(answer) ?? '')}`);
    const emptiness = emptyStates[data.state];
    if (emptiness !== undefined || data.worker_id === null) {
      refuse(emptiness ?? `launch_worker: ${plainWords(data.state)}`);
    }
    // What is closed later must be ours, whatever a server says.
    if (data.worker_id !== id)
      refuse('launch_worker has named another worker than it was asked for');
    return { id };
  }

  async close({ id }: Terminal, signal?: AbortSignal): Promise<void> {
    // Softly, it would wait for the terminal to end by itself, and answer nobody meanwhile.
    await this.#call('cancel_worker', { worker_id: id, signal: 'SIGKILL', grace_ms: 0 }, signal);
  }

  #call(tool: string, inputs: Readonly<Record<string, unknown>>, signal?: AbortSignal) {
    const options = { timeoutMs: callTimeoutMs, signal };
    return this.#session.call(tool, this.#catalog.fitting(tool, inputs), options);
  }
}
