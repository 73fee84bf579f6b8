import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { closeAtExit } from '../test/host/closeAtExit.ts';

/** Everything that must hold, part after part, with one line at the end that counts all tests. */

interface Part {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Ends with how many tests passed, and must not end with none. */
  readonly hasTests?: boolean;
  /** Nothing after it makes sense when it fails. */
  readonly isNeeded?: boolean;
}

interface Outcome {
  readonly isGood: boolean;
  readonly passed: number;
  readonly failed: number;
}

const windows = ['--config', '.mocharc.window.json'];
const parts: readonly Part[] = [
  { name: 'build', command: 'node', args: ['esbuild.js'], isNeeded: true },
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  { name: 'lint', command: 'biome', args: ['ci', '--error-on-warnings', '.'] },
  { name: 'core and command line', command: 'mocha', args: [], hasTests: true },
  { name: 'extension host', command: 'node', args: ['test/host/main.ts'], hasTests: true },
  { name: 'window', command: 'mocha', args: windows, hasTests: true },
];

/** Adds up what Mocha's summaries say in an output. */
function count(output: string, word: 'passing' | 'failing'): number {
  const text = stripVTControlCharacters(output);
  const summaries = text.matchAll(new RegExp(`^ +(\\d+) ${word}`, 'gm'));
  return [...summaries].reduce((sum, [, number]) => sum + Number(number), 0);
}

/** Shows what a part prints, and keeps it. */
function run(part: Part): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', part.hasTests ? 'pipe' : 'inherit', 'inherit'] as const;
    const child = spawn(part.command, part.args, { stdio: [...stdio] });
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

async function test(part: Part): Promise<Outcome> {
  console.log(`\n══ ${part.name}`);
  const { exitCode, output } = await run(part);
  const [passed, failed] = [count(output, 'passing'), count(output, 'failing')];
  const ranNone = part.hasTests === true && passed + failed === 0;
  if (ranNone) console.log(`${part.name}: no test has run`);
  return { isGood: exitCode === 0 && failed === 0 && !ranNone, passed, failed };
}

const bad: string[] = [];
let passed = 0;
let failed = 0;
for (const part of parts) {
  const outcome = await test(part);
  passed += outcome.passed;
  failed += outcome.failed;
  if (outcome.isGood) continue;
  bad.push(part.name);
  if (part.isNeeded === true) break;
}

if (bad.length > 0) console.log(`\nFailed: ${bad.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = bad.length > 0 ? 1 : 0;
