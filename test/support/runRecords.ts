import type { RunRecord } from '../../src/core/manager/runRecord.ts';

/** The record of a run that nobody has asked for anything. */
export function recordOf(runId: string): RunRecord {
  return {
    version: 1,
    runId,
    workingTree: '/project',
    base: 'base',
    startedAt: '2026-01-01T00:00:00.000Z',
    options: {
      mode: 'parallel',
      workers: 4,
      agents: [],
      checkers: [],
      verify: true,
      timeoutSeconds: 1,
      setupCommand: '',
      maxRounds: 5,
    },
  };
}
