import { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { ndJsonStream, type Stream } from '@agentclientprotocol/sdk/unstable';
import { findProgram } from '../../base/findProgram.ts';
import type { PipedCommand, PipedProcess } from '../../base/pipedProcess.ts';
import { SwarmError } from '../../base/swarmError.ts';
import type { AcpAgentSettings } from '../../protocol/settings.ts';
import type { AgentContext } from '../agent.ts';
import { type LeashWorld, leashedEnvironment, leashedStart } from '../leashedStart.ts';
import { howToInstall } from './agentCatalog.ts';

/** Starts a program that is ended with the job that it is started for. */
export type StartProcess = (program: PipedCommand) => PipedProcess;

/** Who sends more than that in one attempt never ends. */
const floodBytes = 64 * 1024 * 1024;

/** One message. */
const longestMessage = 16 * 1024 * 1024;

/** A program that was asked to end may put its own state in order for so long. */
const farewellMs = 1_000;

function notInstalled({ id, command }: AcpAgentSettings): string {
  const advice = howToInstall(command) ?? `give agent ${id} another program`;
  return `${command} is not installed; ${advice}`;
}

/** A program that speaks the protocol over its standard input and output. */
export class AcpProgram {
  readonly stream: Stream;
  /** True when the operating system holds it to its worktree. */
  readonly isConfined: boolean;
  readonly #process: PipedProcess;
  #seen = 0;
  #isFlooding = false;

  private constructor(process: PipedProcess, isConfined: boolean) {
    this.isConfined = isConfined;
    this.#process = process;
    process.output.on('data', (chunk: Buffer) => this.#count(chunk));
    this.stream = ndJsonStream(Writable.toWeb(process.input), Readable.toWeb(process.output), {
      maxMessageBytes: longestMessage,
    });
  }

  /** @throws {SwarmError} `process` when it is not installed, `environment` when it must be confined. */
  static async start(
    settings: AcpAgentSettings,
    context: Pick<AgentContext, 'worktree' | 'surroundings'>,
    start: StartProcess,
    world?: LeashWorld,
  ): Promise<AcpProgram> {
    const env = { ...leashedEnvironment, ...settings.env };
    const command = await findProgram(settings.command, { ...process.env, ...settings.env });
    if (command === undefined) throw new SwarmError('process', notInstalled(settings));
    const program = { command, args: settings.args };
    const home = settings.env['HOME'];
    const itsWorld = { ...world, ...(home === undefined ? {} : { home }) };
    const leashed = await leashedStart(program, settings, context, itsWorld);
    const child = start({ ...leashed.program, cwd: context.worktree, env });
    return new AcpProgram(child, leashed.isConfined);
  }

  /** How it went away, as the end of a sentence; waits a moment for one that is about to. */
  async lastWords(): Promise<string | undefined> {
    if (this.#isFlooding) return 'sent more than anybody wants to read';
    const how = await Promise.race([this.#process.ended, pause(farewellMs, undefined)]);
    if (how === undefined) return undefined;
    const { lastWords } = this.#process;
    return lastWords === '' ? how : `${how}: ${lastWords}`;
  }

  /** Ends it and all that it started; politely at first, unless there is no time. */
  async end(isHurried: boolean): Promise<void> {
    this.#process.input.end();
    if (!isHurried) {
      this.#process.kill('SIGTERM');
      await Promise.race([this.#process.ended, pause(farewellMs, undefined, { ref: false })]);
    }
    this.#process.kill();
    await this.#process.ended;
  }

  #count(chunk: Buffer): void {
    this.#seen += chunk.length;
    if (this.#seen <= floodBytes) return;
    this.#isFlooding = true;
    this.#process.kill();
  }
}
