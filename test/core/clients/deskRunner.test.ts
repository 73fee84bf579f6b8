import { deepEqual, equal, match } from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { silentLogger } from '../../../src/core/base/logger.ts';
import { deskRunners } from '../../../src/core/clients/deskRunner.ts';
import type { RunnerLink } from '../../../src/core/clients/runnerLink.ts';
import { TerminalBook } from '../../../src/core/clients/terminalBook.ts';
import type { Terminals } from '../../../src/core/clients/terminals.ts';
import { cancelLine } from '../../../src/core/runner/workerProtocol.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

/** Settles only when the signal fires. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}

/** How a runner ended: whether it had come, and in what words. */
type End = readonly ['ended' | 'never came', string];

describe('a runner in a terminal that somebody else lends', () => {
  let project: TemporaryProject;
  let book: TerminalBook;
  let noShows: number;

  beforeEach(async () => {
    project = await temporaryProject({ 'desks/README.md': '' });
    book = new TerminalBook(async () => undefined);
    noShows = 0;
  });

  afterEach(() => project.remove());

  /** Starts one, and waits for its end. */
  function endOf(terminals: Terminals, onOpen: (link: RunnerLink) => void): Promise<End> {
    return new Promise((resolve) => {
      let link: RunnerLink | undefined;
      const observed: Terminals = {
        open(id, script, signal) {
          const opening = terminals.open(id, script, signal);
          if (link !== undefined) onOpen(link);
          return opening;
        },
        close: (terminal, signal) => terminals.close(terminal, signal),
      };
      const open = deskRunners({
        ...{ root: project.path('desks'), terminals: observed, book, log: silentLogger },
        runner: { command: 'node', args: [], secrets: { TOKEN: 'hunter2' } },
        signInMs: 1,
        onNoShow: () => {
          noShows += 1;
        },
      });
      link = open({
        line: () => undefined,
        ended: (how) => resolve(['ended', how]),
        neverCame: (why) => resolve(['never came', why]),
      });
    });
  }

  /** All files of all desks. */
  async function files(): Promise<string[]> {
    const entries = await readdir(project.path('desks'), { recursive: true });
    return entries.map((entry) => entry.replace(/^.*\//, ''));
  }

  const hanging: Terminals = {
    open: (_id, _script, signal) => untilAborted(signal),
    close: async () => undefined,
  };

  const ways: Readonly<Record<string, (link: RunnerLink) => void>> = {
    'is told to end': (link) => link.end(),
    'is killed': (link) => link.kill(),
    'is to cancel what it was sent': (link) => link.send(cancelLine),
  };
  for (const [how, stop] of Object.entries(ways)) {
    it(`is not waited for when it ${how} and its terminal does not open`, async () => {
      deepEqual(await endOf(hanging, stop), ['never came', 'aborted']);
      deepEqual([book.left, noShows], [[], 0]);
    });
  }

  it('that does not open is not closed for ever', async () => {
    let limit: AbortSignal | undefined;
    const stubborn: Terminals = {
      open: async () => {
        throw new Error('out of order');
      },
      async close(_terminal, signal) {
        limit = signal;
        throw new Error('out of order');
      },
    };
    deepEqual(await endOf(stubborn, () => undefined), ['never came', 'out of order']);
    equal(limit instanceof AbortSignal, true);
    equal(book.left.length, 1);
  });

  it('that never comes leaves none of its environment on the disk', async () => {
    const dead: Terminals = { open: async (id) => ({ id }), close: async () => undefined };
    const [kind, why] = await endOf(dead, () => undefined);
    equal(kind, 'never came');
    match(why, /^its terminal did not start it within /);
    equal(noShows, 1);
    const left = await files();
    equal(left.includes('start.sh'), true);
    equal(left.includes('settings.json'), false);
  });
});
