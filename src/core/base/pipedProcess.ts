import { type ChildProcess, spawn as nodeSpawn, type SpawnOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { BoundedOutput } from '../../base/boundedOutput.ts';
import { killTree } from '../../base/killTree.ts';
import { SwarmError } from '../../base/swarmError.ts';

/** As in `node:child_process`. */
export type Spawn = (
  command: string,
  args: readonly string[],
  options: SpawnOptions,
) => ChildProcess;

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

const keptErrorBytes = 32 * 1024;
const longestLine = 500;

// What follows the message when Node.js or another runtime gives up: a stack, a bracket, a version.
const afterword = /^(?:\s.*|[\])}]*|Node\.js v[\d.]+)$/;

/** After the leader's exit, the rest of its output is waited for no longer than this. */
const lastOutputMs = 500;

/** A running server, the leader of a process group of its own. */
export class ServerProcess {
  readonly input: Writable;
  readonly output: Readable;
  /** Settles when the process is no more, with how that came about in a few words. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #errors = new BoundedOutput(keptErrorBytes);

  /** @throws {SwarmError} `checker` when there are no pipes to talk through. */
  constructor(server: ServerCommand, spawn: Spawn = nodeSpawn) {
    this.#child = spawn(server.command, server.args, {
      cwd: server.cwd,
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const { stdin, stdout, stderr } = this.#child;
    if (stdin === null || stdout === null) {
      throw new SwarmError('checker', `${server.command} was started without pipes.`);
    }
    this.input = stdin;
    this.output = stdout;
    // A server that ends closes its input: how it ended tells more than the broken pipe.
    stdin.on('error', () => undefined);
    stderr?.on('data', (chunk: Buffer) => this.#errors.push(chunk));
    this.ended = this.#waitForEnd();
  }

  /** The last line on its standard error that says something; empty when there is none. */
  get lastWords(): string {
    const lines = this.#errors.bytes().toString().trimEnd().split(/\r?\n/);
    const telling = lines.findLast((line) => !afterword.test(line)) ?? lines.at(-1) ?? '';
    return telling.trim().slice(0, longestLine);
  }

  /** Ends it and all that it started. */
  kill(): void {
    if (this.#child.pid !== undefined) killTree(this.#child.pid);
  }

  #waitForEnd(): Promise<string> {
    return new Promise((resolve) => {
      this.#child.once('error', (error) => {
        if (this.#child.pid === undefined) resolve(`cannot be started: ${error.message}`);
      });
      this.#child.once('exit', (code, signal) => {
        const words = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
        this.kill();
        const timer = setTimeout(() => resolve(words), lastOutputMs);
        this.#child.once('close', () => {
          clearTimeout(timer);
          resolve(words);
        });
      });
    });
  }
}
