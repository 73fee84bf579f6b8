import { type ChildProcess, spawn as nodeSpawn, type SpawnOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BoundedOutput } from '../base/boundedOutput.ts';
import { killTree } from '../base/killTree.ts';
import { messageOf } from '../base/swarmError.ts';
import type { OpenRunner, RunnerLink, RunnerListener } from './runnerLink.ts';

/** How to start the program whose command `worker` is the task runner. */
export interface RunnerCommand {
  readonly command: string;
  /** What comes before `worker`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The same, but for no other eyes: never written where it stays. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export type Spawn = (
  command: string,
  args: readonly string[],
  options: SpawnOptions,
) => ChildProcess;

/** So much of what it complains of is kept: its last line says why it ended. */
const complaintBytes = 4096;

/** A runner as a child process of this one, at the head of a process group. */
class RunnerProcess implements RunnerLink {
  readonly #child: ChildProcess;
  readonly #complaints = new BoundedOutput(complaintBytes);

  constructor(child: ChildProcess, listener: RunnerListener) {
    this.#child = child;
    child.stdin?.on('error', () => undefined); // Its end is seen below, with the reason.
    child.stderr?.on('data', (chunk: Buffer) => this.#complaints.push(chunk));
    let hasEnded = false;
    const end = (how: string): void => {
      if (!hasEnded) listener.ended(this.#withLastWords(how));
      hasEnded = true;
    };
    child.once('error', (error) => end(`it cannot be started: ${messageOf(error)}`));
    child.once('close', (code, signal) => end(describeEnd(code, signal)));
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => listener.line(line));
    }
  }

  send(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  end(): void {
    this.#child.stdin?.end();
  }

  kill(): void {
    if (this.#child.pid !== undefined) killTree(this.#child.pid);
  }

  #withLastWords(how: string): string {
    const lastWords = this.#complaints.bytes().toString().trim().split('\n').at(-1) ?? '';
    return lastWords === '' ? how : `${how}: ${lastWords}`;
  }
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
}

/** Starts runners as processes on this machine, which take their work from standard input. */
export function runnerProcesses(runner: RunnerCommand, spawn: Spawn = nodeSpawn): OpenRunner {
  return (listener) => {
    const child = spawn(runner.command, [...runner.args, 'worker', '--stdin'], {
      env: { ...process.env, ...runner.env, ...runner.secrets },
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    return new RunnerProcess(child, listener);
  };
}
