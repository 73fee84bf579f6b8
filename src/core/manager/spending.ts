import { groupBy } from '../base/groupBy.ts';
import type { AgentUsage } from '../protocol/agentUsage.ts';
import { ruleName } from '../protocol/ruleName.ts';
import type {
  AgentSpending,
  ModelSpending,
  RuleSpending,
  RunSpending,
  SpendingSum,
  TaskSpending,
} from '../protocol/spending.ts';
import { estimateForRest } from './restEstimate.ts';
import type { RunView } from './runView.ts';

/** What an agent has used for a task. */
export interface Spent extends AgentUsage {
  readonly taskId: string;
}

type Amount = Pick<AgentUsage, 'inputTokens' | 'outputTokens' | 'cost'>;

type SpendingView = Pick<RunView, 'spending' | 'issues' | 'tasks' | 'verdicts' | 'stopReason'>;

/** Sums of fractions of a cent have a tail that says nothing. */
function rounded(dollars: number): number {
  return Number(dollars.toFixed(8));
}

/** Adds up what was used; what has no known price is counted apart. */
export function sumSpending(amounts: readonly Amount[]): SpendingSum {
  const total = (pick: (amount: Amount) => number): number =>
    amounts.reduce((sum, amount) => sum + pick(amount), 0);
  const tokens = (amount: Amount): number => amount.inputTokens + amount.outputTokens;
  const isPriced = amounts.some(({ cost }) => cost !== undefined);
  return {
    inputTokens: Math.round(total(({ inputTokens }) => inputTokens)),
    outputTokens: Math.round(total(({ outputTokens }) => outputTokens)),
    cost: isPriced ? rounded(total(({ cost = 0 }) => cost)) : null,
    unpricedTokens: Math.round(total((amount) => (amount.cost === undefined ? tokens(amount) : 0))),
  };
}

/** How many fixed problems each agent was the last to be given. */
function fixedByAgent({ spending, verdicts }: SpendingView): ReadonlyMap<string, number> {
  const last = new Map<string, string>();
  for (const { agent, issueIds } of spending) for (const id of issueIds) last.set(id, agent);
  const counts = new Map<string, number>();
  for (const [issueId, agent] of last) {
    if (verdicts.get(issueId)?.verdict !== 'fixed') continue;
    counts.set(agent, (counts.get(agent) ?? 0) + 1);
  }
  return counts;
}

function perFix(cost: number | null, fixed: number): number | null {
  return cost === null || fixed === 0 ? null : rounded(cost / fixed);
}

/** The dearest first; what has no known price last. */
function dearestFirst<Sum extends SpendingSum>(sums: readonly Sum[]): Sum[] {
  const tokens = (sum: Sum): number => sum.inputTokens + sum.outputTokens;
  return sums.toSorted(
    (one, other) => (other.cost ?? -1) - (one.cost ?? -1) || tokens(other) - tokens(one),
  );
}

function byAgent(view: SpendingView): AgentSpending[] {
  const fixed = fixedByAgent(view);
  const agents = [...groupBy(view.spending, ({ agent }) => agent)];
  return dearestFirst(
    agents.map(([agent, own]) => {
      const sum = sumSpending(own);
      const models = [...new Set(own.map(({ model }) => model).filter((model) => model !== ''))];
      const number = fixed.get(agent) ?? 0;
      return { agent, models, ...sum, fixed: number, costPerFix: perFix(sum.cost, number) };
    }),
  );
}

function byModel({ spending }: SpendingView): ModelSpending[] {
  const models = [...groupBy(spending, ({ model }) => model)];
  return dearestFirst(models.map(([model, own]) => ({ model, ...sumSpending(own) })));
}

/** The even share of each of the problems that something was used for. */
function shareOf({ inputTokens, outputTokens, cost, issueIds }: Spent): Amount {
  const part = issueIds.length;
  const tokens = { inputTokens: inputTokens / part, outputTokens: outputTokens / part };
  return cost === undefined ? tokens : { ...tokens, cost: cost / part };
}

function byRule({ spending, issues }: SpendingView): RuleSpending[] {
  const rules = new Map(issues.map((issue) => [issue.id, ruleName(issue)]));
  const shares = spending.flatMap((spent) =>
    spent.issueIds.flatMap((id) => {
      const rule = rules.get(id);
      return rule === undefined ? [] : [{ rule, ...shareOf(spent) }];
    }),
  );
  const grouped = [...groupBy(shares, ({ rule }) => rule)];
  return dearestFirst(grouped.map(([rule, own]) => ({ rule, ...sumSpending(own) })));
}

/** What one task has used, under its own name; undefined when that is nothing. */
export function taskSpending(view: SpendingView, taskId: string): TaskSpending | undefined {
  const spending = view.spending.filter((spent) => spent.taskId === taskId);
  if (spending.length === 0) return undefined;
  return { ...sumSpending(spending), byAgent: byAgent({ ...view, spending }) };
}

/** What a run has used; undefined when that is nothing. */
export function runSpending(view: SpendingView): RunSpending | undefined {
  if (view.spending.length === 0) return undefined;
  const sum = sumSpending(view.spending);
  const agents = byAgent(view);
  const fixed = agents.reduce((total, agent) => total + (agent.cost === null ? 0 : agent.fixed), 0);
  const rest = estimateForRest(view, sum);
  return {
    ...sum,
    costPerFix: perFix(sum.cost, fixed),
    byAgent: agents,
    byModel: byModel(view),
    byRule: byRule(view),
    ...(rest === undefined ? {} : { estimateForRest: rest }),
  };
}
