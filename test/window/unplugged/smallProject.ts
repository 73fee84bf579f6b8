import { EventEmitter, once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { commitAll } from '../../host/inventory.ts';
import type { UserSettings } from '../../host/userSettings.ts';
import type { OpenedWorkspace } from '../../host/workspace.ts';

/** Two problems: one that a quick fix mends at once, one that only the agent behind the gate mends. */
const files = {
  'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noUnusedLocals: true } }),
  'src/shelf.ts': 'export const shelf: number[] = [];\n',
  'src/quick.ts': "import { shelf } from './shelf';\nexport const size = 1;\n",
  'src/gated.ts': "export const height: number = 'high';\n",
} as const;

/** What the agent of these projects waits for, so that a run stands still in the middle. */
export class Gate {
  readonly #arrivals = new EventEmitter<{ arrived: [] }>();
  readonly #waiting = new Set<Socket>();
  readonly #server: Server;
  readonly #folder: string;
  #isOpen = false;

  /** @param folder an empty one. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#server = createServer((socket) => {
      if (this.#isOpen) return socket.destroy();
      this.#waiting.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#waiting.delete(socket));
      this.#arrivals.emit('arrived');
      return undefined;
    });
  }

  async build(): Promise<void> {
    await writeFile(join(this.#folder, 'wait.cjs'), waitScript(this.#socketPath));
    this.#server.listen(this.#socketPath);
    // A test that could not begin must not keep the others from ending.
    this.#server.unref();
    await once(this.#server, 'listening');
  }

  /** How many stand before it now. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** What a project says to have the agent. */
  get projectSettings(): unknown {
    const command = `node ${join(this.#folder, 'wait.cjs')}`;
    return { agents: { gate: { command } }, ladder: ['quickfix', 'gate'] };
  }

  /** Until the agent stands before it. */
  async reached(): Promise<void> {
    if (this.#waiting.size === 0) await once(this.#arrivals, 'arrived');
  }

  /** Lets nobody through, from now on. */
  shut(): void {
    this.#isOpen = false;
  }

  /** Lets everybody through, from now on. */
  open(): void {
    this.#isOpen = true;
    for (const socket of this.#waiting) socket.destroy();
  }

  close(): void {
    this.#server.close();
    this.open();
  }

  get #socketPath(): string {
    return join(this.#folder, 'gate');
  }
}

/** An agent: waits, then mends the one file. For other files it does nothing. */
function waitScript(socketPath: string): string {
  return `
const { readFileSync, writeFileSync } = require('node:fs');
if (readFileSync(process.env.SWARM_TASK_FILE, 'utf8').includes('src/gated.ts')) {
  const socket = require('node:net').connect(${JSON.stringify(socketPath)});
  const mend = () => readFileSync('src/gated.ts', 'utf8').replace("'high'", '1');
  socket.on('close', () => writeFileSync('src/gated.ts', mend()));
  socket.resume();
}
`;
}

/** Writes all files, with their problems. */
async function writeFiles(path: string): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
}

/** Not bit by bit: what others still write to could not be removed. */
export async function removeAtOnce(path: string): Promise<void> {
  const trash = `${path}.removed`;
  await rename(path, trash);
  await rm(trash, { recursive: true, maxRetries: 5 });
}

/** A small project in a repository of its own. */
export async function openSmallProject(
  folder: string,
  gate: Gate,
  settings: UserSettings = {},
): Promise<OpenedWorkspace> {
  const path = join(folder, 'small');
  await writeFiles(path);
  await writeFile(join(path, '.swarm-autofix.json'), JSON.stringify(gate.projectSettings));
  await mkdir(join(path, '.vscode'));
  await writeFile(join(path, '.vscode/settings.json'), JSON.stringify(settings));
  await commitAll(path);
  return { kind: 'folder', path };
}
