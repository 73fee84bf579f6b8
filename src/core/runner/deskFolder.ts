import { appendFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readTextIfExists, writeFileAtomic } from '../base/atomicFile.ts';
import type { ProcessIdentity } from '../base/processIdentity.ts';
import { SwarmError } from '../base/swarmError.ts';

/** What a runner must know before it can begin. */
export interface DeskSettings {
  /** Who gives it work: when that process is gone, the runner ends too. */
  readonly owner: ProcessIdentity;
  /** Its environment is that of its owner, wherever it was started. */
  readonly environment: Readonly<Record<string, string>>;
}

const identityShape = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

const settingsShape = z.object({
  owner: identityShape,
  environment: z.record(z.string(), z.string()),
});

/** Only for the eyes of whoever owns the desk: an environment may hold secrets. */
const privateMode = 0o600;

/**
 * The folder in which a client and a warm runner meet that the client cannot talk to. It takes the
 * place of standard input (`orders`) and standard output (`messages`); the lines are the same.
 */
export class DeskFolder {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  get ordersPath(): string {
    return join(this.directory, 'orders');
  }

  get messagesPath(): string {
    return join(this.directory, 'messages');
  }

  /** Who is at work on it: there as soon as the runner is. */
  get runnerPath(): string {
    return join(this.directory, 'runner.json');
  }

  get #settingsPath(): string {
    return join(this.directory, 'settings.json');
  }

  async prepare(settings: DeskSettings): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#settingsPath, JSON.stringify(settings), { mode: privateMode });
  }

  /**
   * For the runner, once: the settings are not there any more afterwards.
   * @throws {SwarmError} `input` when nobody has prepared the desk.
   */
  async takeSettings(): Promise<DeskSettings> {
    const text = await readTextIfExists(this.#settingsPath);
    const settings = text === undefined ? undefined : parse(settingsShape, text);
    if (settings === undefined) {
      const advice = 'it is made by whoever starts the worker, for one worker';
      throw new SwarmError('input', `${this.directory} is not the desk of a worker; ${advice}.`);
    }
    await this.removeSettings();
    return settings;
  }

  /** Where no runner has come to take them, they must not stay. */
  async removeSettings(): Promise<void> {
    await rm(this.#settingsPath, { force: true });
  }

  async signIn(runner: ProcessIdentity): Promise<void> {
    await writeFileAtomic(this.runnerPath, JSON.stringify(runner));
  }

  /** Undefined as long as no runner has come. */
  async runner(): Promise<ProcessIdentity | undefined> {
    const text = await readTextIfExists(this.runnerPath);
    return text === undefined ? undefined : parse(identityShape, text);
  }

  /** Written at once, so that lines stand in the order in which they were said. */
  addOrder(line: string): void {
    appendFileSync(this.ordersPath, `${line}\n`);
  }
}

function parse<Value>(shape: z.ZodType<Value>, text: string): Value | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
