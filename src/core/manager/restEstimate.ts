import type { RestEstimate, SpendingSum } from '../protocol/spending.ts';
import type { RunView, TaskView } from './runView.ts';

function problemsOf(tasks: readonly TaskView[]): number {
  return new Set(tasks.flatMap(({ task }) => task.issues.map(({ id }) => id))).size;
}

/** Called off before anybody had taken it. */
function isUnbegun({ state, startedAt }: TaskView): boolean {
  return state === 'cancelled' && startedAt === '';
}

/**
 * What the tasks that were called off before they were begun would take: for each of their problems as
 * much as for each problem of those that were begun, whoever has mended it. Undefined when there are none.
 */
export function estimateForRest(
  { tasks }: Pick<RunView, 'tasks'>,
  spent: SpendingSum,
): RestEstimate | undefined {
  const all = [...tasks.values()];
  const rest = all.filter(isUnbegun);
  const begun = problemsOf(all.filter(({ startedAt }) => startedAt !== ''));
  if (rest.length === 0 || begun === 0) return undefined;
  const problems = problemsOf(rest);
  const share = problems / begun;
  const { cost, unpricedTokens, inputTokens, outputTokens } = spent;
  return {
    tasks: rest.length,
    problems,
    tokens: Math.round((inputTokens + outputTokens) * share),
    cost: cost === null || unpricedTokens > 0 ? null : Number((cost * share).toFixed(8)),
  };
}
