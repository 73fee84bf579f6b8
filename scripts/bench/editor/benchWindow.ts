import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import {
  createMessageConnection,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node';
import {
  type OpenWindow,
  openWindow,
  type WindowOptions,
} from '../../../test/window/openWindow.ts';
import { probePortVariable, probeRequests, type Watch } from './probeRequests.ts';

/** Where profiles of all that is watched go, when somebody wants to know what takes so long. */
const profileFolder = process.env['SWARM_BENCH_PROFILES'] ?? '';

/** A window with the bench's own extension in it. */
export class BenchWindow {
  readonly workbench: OpenWindow['workbench'];
  readonly workspace: OpenWindow['workspace'];
  readonly #window: OpenWindow;
  readonly #server: Server;
  #probe: MessageConnection;

  constructor(window: OpenWindow, server: Server, probe: MessageConnection) {
    this.workbench = window.workbench;
    this.workspace = window.workspace;
    this.#window = window;
    this.#server = server;
    this.#probe = probe;
  }

  /** The bench's own extension. */
  get probe(): MessageConnection {
    return this.#probe;
  }

  /** How long the extension host stands still while something goes on. */
  async watch(name: string, work: () => Promise<unknown>): Promise<Watch> {
    if (profileFolder !== '') await this.#probe.sendRequest(probeRequests.startProfile);
    await this.#probe.sendRequest(probeRequests.startWatch);
    await work();
    const watch = await this.#probe.sendRequest(probeRequests.endWatch);
    if (profileFolder !== '') await this.#keepProfile(name);
    return watch;
  }

  /** Loads the window anew, with another extension host. */
  async reload(): Promise<void> {
    const connected = nextProbe(this.#server);
    await this.workbench.page.reload();
    this.#probe = await connected;
  }

  async close(): Promise<void> {
    await this.#window.close();
    this.#server.close();
  }

  async #keepProfile(name: string): Promise<void> {
    await mkdir(profileFolder, { recursive: true });
    const path = join(profileFolder, `${name.replaceAll(/\W+/g, '-')}.cpuprofile`);
    await this.#probe.sendRequest(probeRequests.endProfile, path);
  }
}

async function nextProbe(server: Server): Promise<MessageConnection> {
  const [socket]: Socket[] = await once(server, 'connection');
  if (socket === undefined) throw new Error('The server has given no socket.');
  // An extension host that ends does not say goodbye.
  socket.on('error', () => socket.destroy());
  const connection = createMessageConnection(
    new SocketMessageReader(socket),
    new SocketMessageWriter(socket),
  );
  connection.listen();
  return connection;
}

async function listen(): Promise<readonly [Server, number]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return [server, address.port];
}

/** Opens a window and waits for the bench's own extension, which must be among the packages. */
export async function openBenchWindow(options: WindowOptions): Promise<BenchWindow> {
  const [server, port] = await listen();
  const connected = nextProbe(server);
  const environment = { ...options.environment, [probePortVariable]: String(port) };
  const window = await openWindow({ ...options, environment });
  return new BenchWindow(window, server, await connected);
}
