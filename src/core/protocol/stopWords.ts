import type { StopReason } from './runReport.ts';

/** Why a run has ended, in words that go on after "it ended because". */
export const stopWords: Readonly<Record<StopReason, string>> = {
  clean: 'nothing is left',
  stalled: 'another round would fix nothing more',
  regressed: 'the fixes do not hold together',
  limit: 'a limit was reached',
  cancelled: 'it was stopped; what had finished is kept',
  error: 'it was cut off; what had finished is kept',
};
