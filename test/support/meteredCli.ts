import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { ResultFile, TaskFile } from '../../src/core/protocol/taskFile.ts';

/** What the service behind the agents does; see {@link meterVariable}. */
export interface Meter {
  readonly model?: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** For each task. */
  readonly cost?: number;
  readonly said?: string;
  /** So often each of these tasks ends for want of patience, with no more than quick fixes have done. */
  readonly limited?: Readonly<Record<string, number>>;
}

/** In the environment: a meter as JSON. */
export const meterVariable = 'TEST_METER';

/** This very file: the command line from its sources, whose agents have a meter. */
export const meteredCli = import.meta.filename;

const realCli = resolve(import.meta.dirname, '../../dist/cli.js');

/** Adds to what a real task runner says what one with AI agents would say, too. */
class MeteredWorker {
  readonly #meter: Meter;
  #directory = '';

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  take(directory: string): void {
    this.#directory = directory;
  }

  /** @returns the lines to be said in place of one. */
  say(line: string): string[] {
    const message = JSON.parse(line);
    if (message.type === 'ended') this.#judge(message.directory);
    const { event } = message;
    if (event?.event !== 'agent' || event.agent === 'quickfix') return [line];
    return [line, ...this.#news(event.agent).map((one) => this.#lineOf(one))];
  }

  #lineOf(news: object): string {
    return JSON.stringify({ type: 'event', event: { at: new Date().toISOString(), ...news } });
  }

  #news(agent: string): object[] {
    const { model = '', inputTokens, outputTokens, cost, said = '' } = this.#meter;
    const { job }: TaskFile = JSON.parse(readFileSync(join(this.#directory, 'task.json'), 'utf8'));
    const issueIds = job.kind === 'fix' ? job.task.issues.map(({ id }) => id) : [];
    const used = { event: 'usage', agent, model, inputTokens, outputTokens, cost, issueIds };
    const words = said === '' ? [] : [{ event: 'said', agent, text: said }];
    const waits = this.#attemptsLeft() > 0 ? [{ event: 'limited', agent, seconds: 8 }] : [];
    return [used, ...words, ...waits];
  }

  #attemptsLeft(): number {
    const wanted = this.#meter.limited?.[basename(this.#directory)] ?? 0;
    const path = join(this.#directory, 'limited.txt');
    return wanted - (existsSync(path) ? readFileSync(path).length : 0);
  }

  #judge(directory: string): void {
    if (this.#attemptsLeft() <= 0) return;
    appendFileSync(join(directory, 'limited.txt'), '.');
    const path = join(directory, 'result.json');
    const result: ResultFile = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...result, outcome: 'limited' }));
  }
}

function serve(meter: Meter): void {
  const worker = new MeteredWorker(meter);
  const child = spawn(process.execPath, [realCli, 'worker', '--stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      if (line.startsWith('/')) worker.take(line);
      child.stdin.write(`${line}\n`);
    })
    .on('close', () => child.stdin.end());
  createInterface({ input: child.stdout }).on('line', (line) => {
    for (const said of worker.say(line)) process.stdout.write(`${said}\n`);
  });
}

async function main(): Promise<void> {
  if (process.argv[2] === 'worker') {
    return serve(JSON.parse(process.env[meterVariable] ?? ''));
  }
  const { createContext } = await import('../../src/cli/cliContext.ts');
  const { createProgram } = await import('../../src/cli/program.ts');
  await createProgram(createContext(meteredCli)).parseAsync(process.argv);
}

if (process.argv[1] === meteredCli) await main();
