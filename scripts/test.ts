import {
  countTests,
  describeCounts,
  showProgram,
  type TestCounts,
} from '../test/host/shownTests.ts';

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

interface Outcome extends TestCounts {
  readonly isGood: boolean;
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

async function test(part: Part): Promise<Outcome> {
  console.log(`\n══ ${part.name}`);
  const { command, args, hasTests: isKept = false } = part;
  const { exitCode, output } = await showProgram({ command, args, isKept });
  const { passed, failed } = countTests(output);
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
console.log(`\n${describeCounts({ passed, failed })}`);
process.exitCode = bad.length > 0 ? 1 : 0;
