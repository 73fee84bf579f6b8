import { packagedExtension } from '../../../test/host/packagedExtension.ts';
import { closeSharedBrowser } from '../../../test/window/sharedBrowser.ts';
import type { BenchContext, BenchPart } from '../benchPart.ts';
import { type BenchWindow, openBenchWindow } from '../editor/benchWindow.ts';
import { packagedProbe } from '../editor/probePackage.ts';
import { describeWatch, stretchFigures, WatchLog } from '../editor/watchLog.ts';
import { measured } from '../figure.ts';
import { millisecondsOf } from '../stopwatch.ts';

const rounds = 3;
const workers = 4;
const patienceMs = 10 * 60_000;

async function waitForMessage({ workbench }: BenchWindow, text: string): Promise<void> {
  const messages = workbench.page.locator('.notifications-toasts .notification-list-item');
  await messages.filter({ hasText: text }).first().waitFor({ timeout: patienceMs });
}

/** From the plan, with the project's own checkers, to the last verdict. */
async function fixAll(window: BenchWindow): Promise<void> {
  const { quickPick, page } = window.workbench;
  await window.workbench.runCommand('Swarm Autofix: Fix Problems in the Workspace');
  await quickPick.waitForTitle('plan for');
  await quickPick.choose("search  Look in all files with the project's checkers");
  const start = page.locator('.quick-input-widget [role=option][aria-label^="rocket"]').first();
  await start.click({ timeout: patienceMs });
  await waitForMessage(window, 'problems:');
}

async function mergeAll(window: BenchWindow): Promise<void> {
  await window.workbench.runCommand('Swarm Autofix: Accept All Verified Fixes');
  await waitForMessage(window, 'merged into');
}

const phases = [
  ['the run', fixAll],
  ['the merge', mergeAll],
] as const;

async function runRound(context: BenchContext, log: WatchLog, seconds: number[]): Promise<void> {
  const window = await openBenchWindow({
    packages: [await packagedProbe(), await packagedExtension()],
    settings: { 'swarmAutofix.workers': workers },
  });
  const { workbench } = window;
  try {
    await workbench.openFile('src/http/handlers.ts');
    await workbench.openView('Swarm Autofix');
    await workbench.tree(/^Problems by Rule/).rows();
    for (const [name, work] of phases) {
      const watched = window.watch(name, async () => {
        seconds.push((await millisecondsOf(() => work(window))) / 1000);
      });
      const watch = await watched;
      log.add(name, watch);
      context.progress(`${name}: ${seconds.at(-1)?.toFixed(1)} s, ${describeWatch(watch)}`);
    }
  } finally {
    await window.close();
  }
}

export const editorRun: BenchPart = {
  name: 'editorRun',
  title: `the example project fixed in the editor, with ${workers} workers`,
  async run(context) {
    const log = new WatchLog();
    const seconds: number[] = [];
    try {
      for (let round = 0; round < rounds; round += 1) await runRound(context, log, seconds);
    } finally {
      await closeSharedBrowser();
    }
    const secondsOf = (phase: number): number[] =>
      seconds.filter((_one, index) => index % phases.length === phase);
    return {
      figures: phases.flatMap(([name], index) => [
        measured(name, 's', secondsOf(index)),
        ...stretchFigures(log, name, true),
      ]),
      notes: [],
      faults: [],
    };
  },
};
