import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Real shells that a double lends: each runs what is typed into it. */
export class LentTerminals {
  readonly #shells = new Map<string, ChildProcess>();

  /** The names of those whose shell still lives. */
  get alive(): string[] {
    return [...this.#shells].filter(([, shell]) => shell.exitCode === null).map(([id]) => id);
  }

  open(id: string, command: readonly string[] = ['sh']): void {
    const [program = 'sh', ...args] = command;
    const shell = spawn(program, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    shell.stdin?.on('error', () => undefined); // It has ended, and nobody types any more.
    this.#shells.set(id, shell);
  }

  has(id: string): boolean {
    return this.#shells.has(id);
  }

  type(id: string, line: string): void {
    this.#shells.get(id)?.stdin?.write(line);
  }

  /** Settles once every shell has ended. */
  async ended(): Promise<void> {
    const alive = [...this.#shells.values()].filter(({ exitCode }) => exitCode === null);
    await Promise.all(alive.map((shell) => once(shell, 'close')));
  }

  async close(id: string): Promise<boolean> {
    const shell = this.#shells.get(id);
    this.#shells.delete(id);
    if (shell?.pid === undefined || shell.exitCode !== null) return shell !== undefined;
    const ended = once(shell, 'close');
    process.kill(-shell.pid, 'SIGHUP');
    process.kill(-shell.pid, 'SIGKILL');
    await ended;
    return true;
  }

  async closeAll(): Promise<void> {
    for (const id of [...this.#shells.keys()]) await this.close(id);
  }
}
