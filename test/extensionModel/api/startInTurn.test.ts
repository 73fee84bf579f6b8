import { deepEqual, equal, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { SwarmError } from '../../../src/core/base/swarmError.ts';
import { reportRun } from '../../../src/core/manager/runReport.ts';
import { type StartOne, startInTurn } from '../../../src/extension/api/startInTurn.ts';
import { runWith } from '../../support/taskViews.ts';

const report = reportRun(runWith('r1', []));
const busy = new SwarmError('locked', 'A run goes on already.');

const quick: StartOne = async (begun) => {
  begun();
  return report;
};

/** Goes on until it is cancelled. */
const endless: StartOne = async (begun, signal) => {
  begun();
  await once(signal, 'abort');
  return { ...report, stopReason: 'cancelled' };
};

const refused: StartOne = () => Promise.reject(busy);

describe('runs that another extension starts', () => {
  let complaints: unknown[];
  const start = (...starts: StartOne[]) => startInTurn(starts, (error) => complaints.push(error));

  beforeEach(() => {
    complaints = [];
  });

  it('are refused at once when the first one cannot start', async () => {
    await rejects(start(refused, quick), busy);
    deepEqual(complaints, []);
  });

  it('are handed out as soon as the first one goes on', async () => {
    const run = await start(endless);
    run.cancel();
    equal((await run.finished).wasCancelled, true);
  });

  it('stop when they are cancelled, and no others do', async () => {
    const one = await start(endless, quick);
    const other = await start(endless);
    const order: string[] = [];
    const ends = Promise.all([
      one.finished.then(() => order.push('one')),
      other.finished.then(() => order.push('other')),
    ]);
    one.cancel();
    await one.finished;
    deepEqual(order, ['one']);
    other.cancel();
    await ends;
  });

  it('tell of the later ones that break down when they end', async () => {
    const { finished } = await start(quick, refused);
    await rejects(finished, busy);
    deepEqual(complaints, [busy]);
  });
});
