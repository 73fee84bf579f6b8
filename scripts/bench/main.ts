/**
 * How fast is it? `npm run bench` asks all questions, `npm run bench -- slot planning` some of them.
 * Prints a table, and writes `bench-results.json`. Only a part that could not do its work fails.
 * With `SWARM_BENCH_PROFILES=FOLDER`, those in the editor leave a profile of what they have watched.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BenchContext, BenchPart } from './benchPart.ts';
import { describeMachine, formatPart, type PartReport, reportPart } from './benchReport.ts';
import { activation } from './parts/activation.ts';
import { editorRun } from './parts/editorRun.ts';
import { fixes } from './parts/fixes.ts';
import { lent } from './parts/lent.ts';
import { planning } from './parts/planning.ts';
import { problems } from './parts/problems.ts';
import { slot } from './parts/slot.ts';
import { speedup } from './parts/speedup.ts';
import { verification } from './parts/verification.ts';
import { xargs } from './parts/xargs.ts';

const allParts: readonly BenchPart[] = [
  ...[speedup, lent, xargs, slot, planning, verification],
  ...[activation, problems, fixes, editorRun],
];
const width = 78;
const root = resolve(import.meta.dirname, '../..');

function chooseParts(names: readonly string[]): readonly BenchPart[] {
  const unknown = names.filter((name) => !allParts.some((part) => part.name === name));
  if (unknown.length > 0) {
    const known = allParts.map((part) => part.name).join(', ');
    console.error(`There is no part ${unknown.join(', ')}; there are ${known}.`);
    process.exit(2);
  }
  return names.length === 0 ? allParts : allParts.filter((part) => names.includes(part.name));
}

function createContext(part: BenchPart, signal: AbortSignal): BenchContext {
  const progress = (text: string): void => console.error(`${part.name}: ${text}`);
  return { root, program: join(root, 'dist/cli.js'), signal, progress };
}

async function runParts(signal: AbortSignal): Promise<readonly PartReport[]> {
  const reports: PartReport[] = [];
  for (const part of chooseParts(process.argv.slice(2))) {
    const report = await reportPart(part, () => part.run(createContext(part, signal)));
    signal.throwIfAborted();
    reports.push(report);
    console.log(`\n${formatPart(report, width).join('\n')}`);
  }
  return reports;
}

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
try {
  const parts = await runParts(interrupted.signal);
  const results = { schemaVersion: 1, machine: await describeMachine(root), parts };
  await writeFile(join(root, 'bench-results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  process.exitCode = parts.some((part) => part.faults.length > 0) ? 1 : 0;
} catch (error) {
  if (!interrupted.signal.aborted) throw error;
  console.error('Interrupted; no results were written.');
  process.exitCode = 130;
}
