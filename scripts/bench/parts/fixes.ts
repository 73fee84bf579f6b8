import { setTimeout as delay } from 'node:timers/promises';
import { packagedExtension } from '../../../test/host/packagedExtension.ts';
import { closeSharedBrowser } from '../../../test/window/sharedBrowser.ts';
import type { BenchContext, BenchPart } from '../benchPart.ts';
import { millisecondsToRow } from '../editor/appearance.ts';
import { openBenchWindow } from '../editor/benchWindow.ts';
import { crowdedProject, firstFile } from '../editor/crowdedProject.ts';
import { type ManyFixes, prepareManyFixes } from '../editor/manyFixes.ts';
import { packagedProbe } from '../editor/probePackage.ts';
import { describeWatch, stretchFigures, WatchLog } from '../editor/watchLog.ts';
import { measured } from '../figure.ts';
import { createGitProject } from '../projects/gitProject.ts';
import { millisecondsOf } from '../stopwatch.ts';

const rounds = 3;
const taskCount = 2000;
const discarded = 300;
const settleMs = 2000;

const phases = ['the journal is read', 'a group folds out', 'fixes are discarded'] as const;

interface Seen {
  readonly shown: number[];
  readonly foldedOut: number[];
  megabytes: number;
}

async function runRound(context: BenchContext, log: WatchLog, seen: Seen | undefined) {
  const isOurs = seen !== undefined;
  let fixes: ManyFixes | undefined;
  const window = await openBenchWindow({
    packages: [await packagedProbe(), ...(isOurs ? [await packagedExtension()] : [])],
    async prepare(folder) {
      const path = `${folder}/crowd`;
      await createGitProject(path, crowdedProject());
      fixes = await prepareManyFixes(path, taskCount);
      return { kind: 'folder', path };
    },
  });
  const { workbench } = window;
  const tree = workbench.tree(/^Fixes/);
  const [reading, folding, discarding] = phases;
  const watch = async (phase: string, work: () => Promise<unknown>): Promise<void> => {
    const name = `${phase}, ${isOurs ? 'with' : 'without'} the extension`;
    const seenThen = await window.watch(name, work);
    log.add(name, seenThen);
    context.progress(`${name}: ${describeWatch(seenThen)}`);
  };
  try {
    await workbench.openView(isOurs ? 'Swarm Autofix' : 'Source Control');
    if (isOurs) await tree.waitFor('To Review, 1');
    await delay(3 * settleMs);
    await watch(reading, async () => {
      const shown = await millisecondsOf(async () => {
        await fixes?.bringLargeRun();
        if (isOurs) await tree.waitFor('To Review, 2001');
      });
      seen?.shown.push(shown);
      await delay(settleMs);
    });
    await watch(folding, async () => {
      if (seen === undefined) return;
      await tree.toggle('To Review');
      await delay(settleMs);
      const foldOut = () => tree.toggle('To Review');
      seen.foldedOut.push(await millisecondsToRow(workbench.page, firstFile, foldOut));
      await delay(settleMs);
    });
    await watch(discarding, async () => {
      await fixes?.discard(discarded);
      // The group of those that are discarded is far below what is in sight.
      if (isOurs) await tree.waitFor(`To Review, ${taskCount + 1 - discarded}`);
      await delay(settleMs);
    });
    if (seen !== undefined) seen.megabytes = fixes?.journalMegabytes ?? 0;
  } finally {
    await window.close();
  }
}

export const fixes: BenchPart = {
  name: 'fixes',
  title: `${taskCount} tasks of ${taskCount * 5} problems in the view of fixes`,
  async run(context) {
    const log = new WatchLog();
    const seen: Seen = { shown: [], foldedOut: [], megabytes: 0 };
    try {
      for (let round = 0; round < rounds; round += 1) {
        await runRound(context, log, undefined);
        await runRound(context, log, seen);
      }
    } finally {
      await closeSharedBrowser();
    }
    return {
      figures: [
        ...phases.flatMap((phase) => stretchFigures(log, `${phase}, with the extension`, true)),
        ...phases.flatMap((phase) => stretchFigures(log, `${phase}, without the extension`, false)),
        measured('from the journal to the rows', 'ms', seen.shown),
        measured('a group folds out', 'ms', seen.foldedOut),
      ],
      notes: [`the journal has ${seen.megabytes.toFixed(1)} MB`],
      faults: [],
    };
  },
};
