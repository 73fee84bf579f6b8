import { setTimeout as delay } from 'node:timers/promises';
import { packagedExtension } from '../../../test/host/packagedExtension.ts';
import { closeSharedBrowser } from '../../../test/window/sharedBrowser.ts';
import type { BenchContext, BenchPart } from '../benchPart.ts';
import { millisecondsToRow } from '../editor/appearance.ts';
import { type BenchWindow, openBenchWindow } from '../editor/benchWindow.ts';
import { crowd, crowdedProject, firstFile, liveFile, wideRule } from '../editor/crowdedProject.ts';
import { packagedProbe } from '../editor/probePackage.ts';
import { type ProblemFlow, probeRequests } from '../editor/probeRequests.ts';
import { describeWatch, stretchFigures, WatchLog } from '../editor/watchLog.ts';
import { measured } from '../figure.ts';
import { createGitProject } from '../projects/gitProject.ts';

const rounds = 3;
const flows: readonly ProblemFlow[] = ['at once', 'file by file'];

/** What people type, 200 characters of it. */
const typed = 'const total = amounts.reduce((sum, amount) => sum + amount, 0); '
  .repeat(4)
  .slice(0, 200);
const keyDelayMs = 30;

/** So long the language server and the editor are given to say all that they have to say. */
const settleMs = 2000;

/** Rounds are alike with and without the extension, but for what only it has. */
interface Seen {
  readonly opened: number[];
  readonly foldedOut: number[];
}

async function type({ workbench }: BenchWindow): Promise<void> {
  await workbench.editor.clickText('return amount');
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.type(typed, { delay: keyDelayMs });
  await delay(settleMs);
}

async function openAndFoldOut({ workbench }: BenchWindow, seen: Seen): Promise<void> {
  const { page } = workbench;
  const tree = workbench.tree(/^Problems by Rule/);
  const open = () => workbench.openView('Swarm Autofix');
  seen.opened.push(await millisecondsToRow(page, wideRule, open));
  seen.foldedOut.push(await millisecondsToRow(page, firstFile, () => tree.toggle(wideRule)));
  await delay(settleMs);
}

/** Leaves the window as it found it, but for the text that was typed. */
async function runFlow(window: BenchWindow, flow: ProblemFlow, seen: Seen | undefined) {
  const { workbench, probe } = window;
  await probe.sendRequest(probeRequests.reportProblems, flow);
  await delay(settleMs);
  if (seen === undefined) await workbench.openView('Source Control');
  else await openAndFoldOut(window, seen);
  await type(window);
}

async function tidyUp({ workbench, probe }: BenchWindow, isOurs: boolean): Promise<void> {
  if (isOurs) await workbench.tree(/^Problems by Rule/).toggle(wideRule);
  await workbench.openView('Explorer');
  await workbench.runCommand('File: Revert File');
  await probe.sendRequest(probeRequests.clearProblems);
  await delay(settleMs);
}

async function runRound(context: BenchContext, log: WatchLog, seen: Seen | undefined) {
  const who = seen === undefined ? 'without' : 'with';
  const ours = seen === undefined ? [] : [await packagedExtension()];
  const window = await openBenchWindow({
    packages: [await packagedProbe(), ...ours],
    async prepare(folder) {
      const path = `${folder}/crowd`;
      await createGitProject(path, crowdedProject());
      return { kind: 'folder', path };
    },
  });
  try {
    await window.workbench.openFile(liveFile);
    await delay(3 * settleMs);
    for (const flow of flows) {
      const name = `${flow}, ${who} the extension`;
      const watch = await window.watch(name, () => runFlow(window, flow, seen));
      log.add(name, watch);
      context.progress(`${name}: ${describeWatch(watch)}`);
      await tidyUp(window, seen !== undefined);
    }
  } finally {
    await window.close();
  }
}

export const problems: BenchPart = {
  name: 'problems',
  title: `${crowd.problems} problems in ${crowd.files} files: how long the extension host stands still`,
  async run(context) {
    const log = new WatchLog();
    const seen: Seen = { opened: [], foldedOut: [] };
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
        ...flows.flatMap((flow) => stretchFigures(log, `${flow}, with the extension`, true)),
        ...flows.flatMap((flow) => stretchFigures(log, `${flow}, without the extension`, false)),
        measured('the view opens', 'ms', seen.opened),
        measured(`a rule of ${crowd.files} files folds out`, 'ms', seen.foldedOut),
      ],
      notes: [],
      faults: [],
    };
  },
};
