import { deepEqual } from 'node:assert/strict';
import { formatMerge } from '../../src/cli/output/mergeText.ts';
import { Output } from '../../src/cli/output/output.ts';
import { nothingMerged } from '../../src/core/manager/mergeDesk.ts';

describe('what the command line says of a merge', () => {
  const silent = { write: () => true };
  const output = new Output({ stdout: silent, stderr: silent, env: { NO_COLOR: '1' } });

  it('names the merge that can be taken back', () => {
    const report = { ...nothingMerged, mergeId: 'm1', merged: ['t01'], files: ['a.ts'] };
    deepEqual(formatMerge(report, output), [
      'Merged 1 task into 1 file.',
      'To take that back: swarm-autofix undo m1',
    ]);
  });

  it('names none when the files had all of it', () => {
    const report = { ...nothingMerged, merged: ['t01'] };
    deepEqual(formatMerge(report, output), [
      'Nothing was written: your files had all of it already.',
    ]);
    deepEqual(formatMerge(nothingMerged, output), ['Nothing was merged.']);
  });
});
