import type { PersonDecision, TriedVerdict } from './outcome.ts';
import type { RuleRecord } from './trackRecord.ts';

/** How one agent did with one rule, in figures. */
export interface RuleTally
  extends Readonly<Record<TriedVerdict, number>>,
    Readonly<Record<PersonDecision, number>> {
  readonly tried: number;
  readonly tokens: number;
  /** In US dollars, of what has a known price; null when nothing has. */
  readonly cost: number | null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

export function tallyOf({ tries, decisions }: RuleRecord): RuleTally {
  const ended = (as: TriedVerdict): number => tries.filter(({ verdict }) => verdict === as).length;
  const decided = (as: PersonDecision): number =>
    decisions.filter(({ decision }) => decision === as).length;
  const costs = tries.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
  return {
    tried: tries.length,
    fixed: ended('fixed'),
    proposed: ended('proposed'),
    suppressed: ended('suppressed'),
    remains: ended('remains'),
    accepted: decided('accepted'),
    discarded: decided('discarded'),
    undone: decided('undone'),
    tokens: Math.round(sum(tries.map(({ tokens }) => tokens))),
    cost: costs.length === 0 ? null : sum(costs),
  };
}
