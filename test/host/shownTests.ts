import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { closeAtExit } from './closeAtExit.ts';

/** How many tests an output tells of, in all of Mocha's summaries together. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

function count(output: string, word: 'passing' | 'failing'): number {
  const text = stripVTControlCharacters(output);
  const summaries = text.matchAll(new RegExp(`^ +(\\d+) ${word}`, 'gm'));
  return [...summaries].reduce((sum, [, number]) => sum + Number(number), 0);
}

export function countTests(output: string): TestCounts {
  return { passed: count(output, 'passing'), failed: count(output, 'failing') };
}

/** The line that tells the counts of a whole run; `.ci/run` adds them up. */
export function describeCounts({ passed, failed }: TestCounts): string {
  return `${passed} passed, ${failed} failed`;
}

export interface ShownProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** False: its output goes straight through, and nothing of it is kept. */
  readonly isKept: boolean;
}

/** Shows what a program prints, and keeps it. */
export function showProgram(
  program: ShownProgram,
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const { command, args, isKept, env = process.env, cwd = process.cwd() } = program;
    const child = spawn(command, args, {
      stdio: ['ignore', isKept ? 'pipe' : 'inherit', 'inherit'],
      env,
      cwd,
    });
    const forget = closeAtExit(() => child.kill('SIGTERM'));
    const decoder = new StringDecoder();
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += decoder.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (exitCode) => {
      forget();
      resolve({ exitCode, output });
    });
  });
}
