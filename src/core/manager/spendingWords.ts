import { money, roundly } from '../base/amounts.ts';
import { count } from '../base/count.ts';
import type {
  AgentSpending,
  RestEstimate,
  RunSpending,
  SpendingSum,
  TaskSpending,
} from '../protocol/spending.ts';

/** `$0.0142`, or that the price of all or some of it is not known. */
function priceWords({ cost, unpricedTokens }: SpendingSum): string {
  if (cost === null) return 'price not known';
  const more = unpricedTokens > 0 ? ` and what ${roundly(unpricedTokens)} tokens have cost` : '';
  return `${money(cost)}${more}`;
}

/** `qwen (qwen3-coder) 12.3k tokens in, 842 out, $0.0142`. */
function agentWords(spending: AgentSpending): string {
  const { agent, models, inputTokens, outputTokens } = spending;
  const model = models.length === 0 ? '' : ` (${models.join(', ')})`;
  const tokens = `${roundly(inputTokens)} tokens in, ${roundly(outputTokens)} out`;
  return `${agent}${model} ${tokens}, ${priceWords(spending)}`;
}

/** What a task has used, agent by agent. */
export function taskSpendingWords({ byAgent }: TaskSpending): string {
  return byAgent.map(agentWords).join('; ');
}

/** What a run has used, agent by agent, and what it got for that. */
export function runSpendingWords({ byAgent }: RunSpending): string {
  const agents = byAgent.map((spending) => {
    const { costPerFix } = spending;
    const each = costPerFix === null ? '' : `, ${money(costPerFix)} for each problem it fixed`;
    return `${agentWords(spending)}${each}`;
  });
  return `Agents: ${agents.join('; ')}`;
}

/** What was not begun, and what it would take. */
export function restWords({ tasks, problems, tokens, cost }: RestEstimate): string {
  const what = `${count(problems, 'problem')} in ${count(tasks, 'task')}`;
  const price =
    cost === null
      ? `going by those before, about ${roundly(tokens)} tokens`
      : `at the price so far about ${money(cost)}`;
  return `${what} ${problems === 1 ? 'was' : 'were'} not begun; ${price}`;
}
