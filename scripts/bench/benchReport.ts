import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { type Column, formatTable } from '../../src/cli/output/table.ts';
import type { BenchPart, PartFindings } from './benchPart.ts';
import { type Figure, isMet } from './figure.ts';
import { runCommand } from './runCommand.ts';

/** The machine's load averages of one minute, when a part began and when it ended. */
export interface PartLoad {
  readonly before: number;
  readonly after: number;
}

/** A part of `bench-results.json`. */
export interface PartReport extends PartFindings {
  readonly name: string;
  readonly title: string;
  readonly startedAt: string;
  readonly load: PartLoad;
}

export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

export async function describeMachine(root: string) {
  const { stdout } = await runCommand({ command: 'git', args: ['version'], cwd: root });
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? '',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    git: stdout.toString().trim().replace('git version ', ''),
  };
}

const columns: readonly Column[] = [
  { title: 'figure', mayShrink: true },
  { title: 'measured', align: 'right' },
  { title: 'target', align: 'right' },
  { title: '' },
];

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '?';
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}

function rowOf(figure: Figure): string[] {
  const { name, value, unit, target } = figure;
  const goal = target && `${target.kind === 'atLeast' ? '>=' : '<='} ${target.value} ${unit}`;
  const met = isMet(figure);
  const word = met === undefined ? '' : met ? 'met' : 'missed';
  return [name, `${numberText(value)} ${unit}`, goal ?? '', word];
}

/** The table of one part, at most `width` wide where that is possible. */
export function formatPart(part: PartReport, width: number): string[] {
  const { before, after } = part.load;
  return [
    `${part.name}: ${part.title}`,
    `load ${before} at the start, ${after} at the end`,
    ...part.faults.map((fault) => `VOID: ${fault}`),
    ...formatTable(columns, part.figures.map(rowOf), width).map((line) => `  ${line}`),
    ...part.notes.map((note) => `  (${note})`),
  ];
}

/** Runs one part. */
export async function reportPart(
  part: BenchPart,
  run: () => Promise<PartFindings>,
): Promise<PartReport> {
  const startedAt = new Date().toISOString();
  const before = loadNow();
  const findings = await run();
  const { name, title } = part;
  return { name, title, startedAt, load: { before, after: loadNow() }, ...findings };
}
