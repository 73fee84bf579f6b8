import { type ChildProcess, spawn as nodeSpawn, type SpawnOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { BoundedOutput } from './boundedOutput.ts';
import { killTree } from './killTree.ts';
import { SwarmError } from './swarmError.ts';

/** As in `node:child_process`. */
export type Spawn = (
  command: string,
  args: readonly string[],
  options: SpawnOptions,
) => ChildProcess;

export interface PipedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** On top of this process's own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface PipedProcessWorld {
  readonly spawn?: Spawn;
  /** Hears of each process that lives, and when it has ended. */
  readonly onProcess?: (pid: number, alive: boolean) => void;
}

const keptErrorBytes = 32 * 1024;
const longestLine = 500;

// What follows the message when Node.js or another runtime gives up: a stack, a bracket, a version.
const afterword = /^(?:\s.*|[\])}]*|Node\.js v[\d.]+)$/;

/** After the leader's exit, the rest of its output is waited for no longer than this. */
const lastOutputMs = 500;

/** A program to talk with for as long as it runs, the leader of a process group of its own. */
export class PipedProcess {
  readonly input: Writable;
  readonly output: Readable;
  /** Settles when the process is no more, with how that came about in a few words. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #errors = new BoundedOutput(keptErrorBytes);

  /** @throws {SwarmError} `process` when there are no pipes to talk through. */
  constructor(program: PipedCommand, { spawn = nodeSpawn, onProcess }: PipedProcessWorld = {}) {
    this.#child = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: { ...process.env, ...program.env },
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const { stdin, stdout, stderr } = this.#child;
    if (stdin === null || stdout === null) {
      throw new SwarmError('process', `${program.command} was started without pipes.`);
    }
    this.input = stdin;
    this.output = stdout;
    // A program that ends closes its input: how it ended tells more than the broken pipe.
    stdin.on('error', () => undefined);
    stderr?.on('data', (chunk: Buffer) => this.#errors.push(chunk));
    this.ended = this.#waitForEnd();
    const { pid } = this.#child;
    if (pid === undefined || onProcess === undefined) return;
    onProcess(pid, true);
    void this.ended.then(() => onProcess(pid, false));
  }

  /** The last line on its standard error that says something; empty when there is none. */
  get lastWords(): string {
    const lines = this.#errors.bytes().toString().trimEnd().split(/\r?\n/);
    const telling = lines.findLast((line) => !afterword.test(line)) ?? lines.at(-1) ?? '';
    return telling.trim().slice(0, longestLine);
  }

  /** Ends it and all that it started. */
  kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void {
    if (this.#child.pid !== undefined) killTree(this.#child.pid, signal);
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
