import { RunRecorder } from './manager/runRecorder.ts';
import type { RunStore } from './manager/runStore.ts';
import type { RunView } from './manager/runView.ts';
import { unfinishedIssues } from './manager/unfinishedIssues.ts';
import type { Issue } from './protocol/issue.ts';
import type { RunRequest } from './runRequest.ts';

/** A run as it is asked for; who listens to it and can stop it comes with its start. */
export type RunPlan = Omit<RunRequest, 'listener' | 'signal'>;

/** A run on some problems of an earlier one, with the options of that. */
export function repeatRequest(run: RunView, issues: readonly Issue[]): RunPlan {
  const { mode, maxRounds: _same, ...options } = run.record.options;
  // Whoever names a problem names its file: generated ones are not left out.
  const paths = [...new Set(issues.map(({ file }) => file))];
  return {
    ...options,
    choice: { paths, types: [] },
    reported: issues,
    isSwarm: mode === 'parallel',
    mergeVerified: false,
  };
}

/** A run on what a run that was cut off or cancelled did not get to; see `unfinishedIssues`. */
export function continueRequest(run: RunView): RunPlan {
  return { ...repeatRequest(run, unfinishedIssues(run)), continues: run.record.runId };
}

/** Leaves what a run did not get to, to a later one, so that nothing is listed twice. A run that is gone is no matter. */
export async function handOver(store: RunStore, runId: string, by: string): Promise<void> {
  if (!(await store.list()).includes(runId)) return;
  const recorder = await RunRecorder.open(store, runId, () => undefined);
  await recorder.append({ event: 'continued', by });
}
