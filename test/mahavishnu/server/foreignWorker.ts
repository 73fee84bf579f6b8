import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  identifyProcess,
  isSameProcess,
  type ProcessIdentity,
} from '../../../src/core/base/processIdentity.ts';
import type { MahavishnuServer } from './mahavishnuServer.ts';
import { lineageOf, listProcesses } from './processList.ts';
import { until } from './until.ts';

const id = 'theirs-1';

/** A worker of somebody else's on the same server. */
export class ForeignWorker {
  readonly #identity: ProcessIdentity;

  private constructor(identity: ProcessIdentity) {
    this.#identity = identity;
  }

  /** Has the server launch one that does nothing for a long time. */
  static async launch(server: MahavishnuServer): Promise<ForeignWorker> {
    const client = new Client({ name: 'somebody-else', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(server.url));
    // The transport declares what may be absent less exactly than its interface.
    await client.connect(transport as Parameters<Client['connect']>[0]);
    const command = ['sleep', '100000'];
    const args = { worker_id: id, worker_type: 'terminal-shell', prompt: '', command };
    await client.callTool({ name: 'launch_worker', arguments: args });
    await client.close();
    const pid = await until('their worker sleeps', () =>
      listProcesses().find(
        (one) => one.command === 'sleep 100000 ' && lineageOf(one.pid).some(isIn(server)),
      ),
    );
    return new ForeignWorker(identifyProcess(pid.pid));
  }

  get isAlive(): boolean {
    return isSameProcess(this.#identity);
  }
}

function isIn(server: MahavishnuServer): (one: { readonly command: string }) => boolean {
  return ({ command }) => command.startsWith(`tmux -S ${server.home}/.mahavishnu/tmux/${id}.sock`);
}
