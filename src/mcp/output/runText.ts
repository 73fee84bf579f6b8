import { count } from '../../core/base/count.ts';
import { restWords, runSpendingWords } from '../../core/manager/spendingWords.ts';
import { stopWords } from '../../core/protocol/stopWords.ts';
import type { RunSummary } from './runSummary.ts';
import { joined } from './words.ts';

function some(number: number | undefined, words: string): string {
  return number === undefined || number === 0 ? '' : `${number} ${words}`;
}

function taskLine({ tasks }: RunSummary): string {
  const { total, verified, toJudge, byState } = tasks;
  const parts = [
    some(byState.queued, 'waiting'),
    some((byState.running ?? 0) + (byState.verifying ?? 0), 'being worked on'),
    some(verified, 'verified'),
    some(toJudge, 'to judge'),
    some(byState.conflicted, 'in conflict with your edits'),
    some(byState.merged, 'merged'),
    some(byState.discarded, 'discarded'),
    some(byState.failed, 'that nothing could mend'),
    some(byState.cancelled, 'cancelled'),
  ];
  return total === 0 ? '' : `${count(total, 'task')}: ${joined(parts)}.`;
}

function spendingLines({ spending }: RunSummary): string[] {
  if (spending === undefined) return [];
  const { estimateForRest: rest, ...used } = spending;
  return [`${runSpendingWords(used)}.`, ...(rest === undefined ? [] : [`${restWords(rest)}.`])];
}

function nextLines({ runId, state, tasks }: RunSummary): string[] {
  if (state === 'running') {
    return [`Next: swarm_status with run "${runId}" and wait_seconds 50 waits for its end.`];
  }
  const { verified, toJudge } = tasks;
  const steps = [
    verified > 0 ? 'swarm_merge with verified: true takes over what is verified' : '',
    toJudge > 0 ? 'swarm_results names the tasks to judge, swarm_diff shows one' : '',
  ].filter((step) => step !== '');
  return steps.length === 0 ? [] : [`Next: ${steps.join('; ')}.`];
}

function nothingFound({ stopReason, error }: RunSummary): string {
  if (error !== undefined) return error;
  return stopReason === 'clean' ? 'no problems found.' : 'it ended before any problem was found.';
}

function outcome(summary: RunSummary): string {
  const { runId, state, stopReason, error, issues, workers, durationSeconds } = summary;
  const problems = count(issues.found, 'problem');
  const how = `${count(workers, 'worker')}, ${Math.round(durationSeconds)} s`;
  if (state === 'running') {
    const found = summary.tasks.total === 0 ? 'looking for problems' : `${problems} found`;
    return `Run ${runId} is going on: ${found}, ${issues.fixed} fixed so far (${how}).`;
  }
  if (issues.found === 0) return `Run ${runId}: ${nothingFound(summary)}`;
  const bad = issues.introduced === 0 ? 'none introduced' : `${issues.introduced} introduced`;
  const fixed = `${issues.fixed} of ${problems} fixed and checked, ${bad}`;
  const why = error ?? `It ended because ${stopWords[stopReason ?? 'error']}.`;
  return `Run ${runId}: ${fixed} (${how}). ${why}`;
}

/** A run in a few lines: what came of it, and where to go from here. */
export function runText(summary: RunSummary): string[] {
  const lines = [outcome(summary), taskLine(summary), ...spendingLines(summary)];
  return [...lines, ...nextLines(summary)].filter((line) => line !== '');
}
