import { packagedExtension } from '../../../test/host/packagedExtension.ts';
import { closeSharedBrowser } from '../../../test/window/sharedBrowser.ts';
import { buildBundle } from '../../package/bundle.ts';
import type { BenchContext, BenchPart } from '../benchPart.ts';
import { openBenchWindow } from '../editor/benchWindow.ts';
import { packagedProbe } from '../editor/probePackage.ts';
import { type ActivationTimes, probeRequests } from '../editor/probeRequests.ts';
import { calculated, measured, median, ratio } from '../figure.ts';
import { withTemporaryFolder } from '../temporaryFolder.ts';

const starts = 5;

const [ours, git] = ['swarm-autofix.swarm-autofix', 'vscode.git'];

/** Half of what the built-in extension takes, and so many kilobytes. */
const targets = {
  ratio: { kind: 'atMost', value: 0.5 },
  bundle: { kind: 'atMost', value: 150 },
} as const;

type Starts = ReadonlyMap<string, readonly ActivationTimes[]>;

async function measureStarts(context: BenchContext): Promise<Starts> {
  const window = await openBenchWindow({
    packages: [await packagedProbe(), await packagedExtension()],
  });
  const seen = new Map<string, ActivationTimes[]>([
    [ours, []],
    [git, []],
  ]);
  try {
    for (let start = 1; start <= starts; start += 1) {
      await window.reload();
      const times = await window.probe.sendRequest(probeRequests.activationTimes);
      for (const [id, known] of seen) if (times[id] !== undefined) known.push(times[id]);
      context.progress(`start ${start} of ${starts}`);
    }
    return seen;
  } finally {
    await window.close();
    await closeSharedBrowser();
  }
}

/** What is read when the extension starts, minified, in kilobytes. */
function bundleKilobytes(): Promise<number> {
  return withTemporaryFolder(async (folder) => {
    const { bytesAtStart } = await buildBundle(folder);
    return (bytesAtStart.get('extension.js') ?? Number.NaN) / 1000;
  });
}

function samples(seen: Starts, id: string, ...parts: (keyof ActivationTimes)[]): number[] {
  return (seen.get(id) ?? []).map((times) => parts.reduce((sum, part) => sum + times[part], 0));
}

export const activation: BenchPart = {
  name: 'activation',
  title: "the start of the extension against the editor's own git extension",
  async run(context) {
    const seen = await measureStarts(context);
    const against = (...parts: (keyof ActivationTimes)[]): number =>
      median(samples(seen, ours, ...parts)) / median(samples(seen, git, ...parts));
    return {
      figures: [
        measured('ours: the code is loaded', 'ms', samples(seen, ours, 'load')),
        measured('ours: activate()', 'ms', samples(seen, ours, 'call')),
        measured('git: the code is loaded', 'ms', samples(seen, git, 'load')),
        measured('git: activate()', 'ms', samples(seen, git, 'call')),
        ratio('activate(), ours against git', against('call'), targets.ratio),
        ratio('both together, ours against git', against('load', 'call'), targets.ratio),
        calculated('read when the extension starts', 'kB', await bundleKilobytes(), targets.bundle),
      ],
      notes: ['times as "Developer: Startup Performance" tells them'],
      faults: [],
    };
  },
};
