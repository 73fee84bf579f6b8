import { equal } from 'node:assert/strict';
import { formatElapsed, formatElapsedSteps } from '../../../src/extension/workers/elapsed.ts';

describe('a time that has passed', () => {
  it('is told in seconds, minutes or hours', () => {
    equal(formatElapsed(12_900), '12 s');
    equal(formatElapsed(185_000), '3 min 5 s');
    equal(formatElapsed(3_720_000), '1 h 2 min');
  });

  it('is told in steps of five seconds', () => {
    equal(formatElapsedSteps(4_900), '< 5 s');
    equal(formatElapsedSteps(9_900), '5 s');
    equal(formatElapsedSteps(12_900), '10 s');
    equal(formatElapsedSteps(188_000), '3 min 5 s');
  });

  it('is never less than nothing, whatever the clocks say', () => {
    equal(formatElapsed(-4_000), '0 s');
  });
});
