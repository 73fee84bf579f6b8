import { deepEqual } from 'node:assert/strict';
import { LiveRun } from '../../../src/extension/run/liveRun.ts';

describe('a run of this window', () => {
  it('is cancelled by a person, and by whoever has started it, but not by others', () => {
    const outside = new AbortController();
    const runs = [new LiveRun(outside.signal), new LiveRun(), new LiveRun()];
    const cancelled = (): boolean[] => runs.map(({ signal }) => signal.aborted);
    outside.abort();
    deepEqual(cancelled(), [true, false, false]);
    runs[1]?.cancel();
    deepEqual(cancelled(), [true, true, false]);
  });
});
