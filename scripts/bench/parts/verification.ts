import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, BenchPart, PartFindings } from '../benchPart.ts';
import { openEngine } from '../engine.ts';
import { measured, median, ratio } from '../figure.ts';
import { createExampleProject } from '../projects/exampleProject.ts';
import { createTypeScriptProject } from '../projects/typeScriptProject.ts';
import { runCommand } from '../runCommand.ts';
import { alternate, millisecondsOf } from '../stopwatch.ts';
import { withTemporaryFolder } from '../temporaryFolder.ts';

const rounds = 7;

interface Subject {
  readonly name: string;
  /** The file that is edited before each check. */
  readonly file: string;
  readonly create: (context: BenchContext, root: string) => Promise<void>;
}

const subjects: readonly Subject[] = [
  { name: 'inventory', file: 'src/pricing/discounts.ts', create: createExampleProject },
  {
    name: '300 files',
    file: 'src/module150.ts',
    create: (context, root) => createTypeScriptProject(context, root, 300),
  },
];

/** The three ways to have an edited file checked, each measured after an edit of its own. */
async function measure(
  context: BenchContext,
  subject: Subject,
  root: string,
  kind: string,
): Promise<PartFindings> {
  let number = 0;
  const counts = new Set<number>();
  const timed = async (check: () => Promise<number>): Promise<number> => {
    number += 1;
    await appendFile(join(root, subject.file), `// edit ${number}\n`);
    return millisecondsOf(async () => counts.add(await check()));
  };
  const kept = await openEngine(kind, root);
  const script = join(import.meta.dirname, '../checkOnce.ts');
  const args = [script, kind, root, subject.file];
  const {
    process: fresh,
    engine,
    warm,
  } = await alternate(
    {
      process: () =>
        timed(async () => {
          const request = { command: process.execPath, args, cwd: root, signal: context.signal };
          return Number((await runCommand(request)).stdout.toString());
        }),
      engine: () =>
        timed(async () => {
          const another = await openEngine(kind, root);
          return another.check(subject.file).finally(() => another.dispose());
        }),
      warm: () => timed(() => kept.check(subject.file)),
    },
    rounds,
    1,
  );
  await kept.dispose();
  const name = `${kind}, ${subject.name}`;
  const found = [...counts].join(', ');
  return {
    figures: [
      measured(`${name}: new process`, 'ms', fresh),
      measured(`${name}: new engine`, 'ms', engine),
      measured(`${name}: warm`, 'ms', warm),
      ratio(`${name}: warm against new engine`, median(warm) / median(engine)),
    ],
    notes: [`${name}: ${found} diagnostics`],
    faults: counts.size === 1 ? [] : [`${name}: the answers differ, ${found} diagnostics`],
  };
}

export const verification: BenchPart = {
  name: 'verification',
  title: 'a check again after an edit of one file, cold and warm',
  run: (context) =>
    withTemporaryFolder(async (folder) => {
      const findings: PartFindings[] = [];
      for (const subject of subjects) {
        const root = join(folder, subject.name.replace(' ', '-'));
        await subject.create(context, root);
        for (const kind of ['typescript', 'eslint']) {
          context.progress(`${kind}, ${subject.name}`);
          findings.push(await measure(context, subject, root, kind));
        }
      }
      return {
        figures: findings.flatMap((one) => one.figures),
        notes: ['the edits change no export', ...findings.flatMap((one) => one.notes)],
        faults: findings.flatMap((one) => one.faults),
      };
    }),
};
