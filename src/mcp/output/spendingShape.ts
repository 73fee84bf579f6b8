import * as z from 'zod';
import type { RunSpending, SpendingSum } from '../../core/protocol/spending.ts';
import { orNull } from './orNull.ts';

const counted = z.int().min(0);
const cost = orNull(z.number()).describe('In US dollars, of what has a known price.');

export const spendingSumShape = z.object({
  inputTokens: counted,
  outputTokens: counted,
  cost,
  unpricedTokens: counted.describe('Tokens that nobody knows a price of; they are not in cost.'),
});

/** What a run has used, with the names that `run --json` has for it. */
export const runSpendingShape = z.object({
  ...spendingSumShape.shape,
  costPerFix: orNull(z.number()).describe('For each problem fixed by agents that cost something.'),
  byAgent: z.array(
    z.object({
      ...spendingSumShape.shape,
      agent: z.string(),
      models: z.array(z.string()),
      fixed: counted,
      costPerFix: orNull(z.number()),
    }),
  ),
  byModel: z.array(z.object({ ...spendingSumShape.shape, model: z.string() })),
  byRule: z.array(z.object({ ...spendingSumShape.shape, rule: z.string() })),
  estimateForRest: z
    .object({ tasks: counted, problems: counted, tokens: counted, cost: orNull(z.number()) })
    .optional()
    .describe('What was not begun, and what it would take, going by those before.'),
});

/** So many rules are told apart at most, the dearest first. */
const mostRules = 50;

export function toSpendingSum(sum: SpendingSum): z.output<typeof spendingSumShape> {
  const { inputTokens, outputTokens, cost: dollars, unpricedTokens } = sum;
  return { inputTokens, outputTokens, cost: dollars, unpricedTokens };
}

export function toRunSpending(spending: RunSpending): z.output<typeof runSpendingShape> {
  const { byAgent, byModel, byRule, costPerFix, estimateForRest } = spending;
  return {
    ...toSpendingSum(spending),
    costPerFix,
    byAgent: byAgent.map((agent) => ({ ...agent, models: [...agent.models] })),
    byModel: [...byModel],
    byRule: byRule.slice(0, mostRules),
    ...(estimateForRest === undefined ? {} : { estimateForRest }),
  };
}
