import { count } from '../../base/count.ts';
import { ruleName } from '../../protocol/ruleName.ts';
import type { SwarmTask } from '../../protocol/swarmTask.ts';
import { isFree } from './freeAgents.ts';
import { type RuleRecord, ruleRecordOf, type TrackRecord } from './trackRecord.ts';

/**
 * - `accept`: what it does for the rule may be merged without a person, when it is verified too.
 * - `ask`: as usual.
 * - `skip`: it is not worth a try.
 */
export interface TrackDecision {
  readonly kind: 'accept' | 'ask' | 'skip';
  /** For a person. */
  readonly reason: string;
}

/** So many tries that came to nothing are enough. */
const enoughTries = 5;

/** So often a person has to agree, and not to refuse any of so many last ones. */
const enoughAccepted = 5;
const lastDecisions = 10;

/** Proposals that nobody has decided about yet say nothing. */
function settledTries({ tries, decisions }: RuleRecord): number {
  const proposed = tries.filter(({ verdict }) => verdict === 'proposed').length;
  return tries.length - Math.max(0, proposed - decisions.length);
}

function isHopeless(known: RuleRecord): boolean {
  const hasFixed = known.tries.some(({ verdict }) => verdict === 'fixed');
  const hasPleased = known.decisions.some(({ decision }) => decision === 'accepted');
  return !hasFixed && !hasPleased && settledTries(known) >= enoughTries;
}

/** @returns why a person still has to look, or undefined. */
function whyAsk({ decisions }: RuleRecord): string | undefined {
  const accepted = decisions.filter(({ decision }) => decision === 'accepted').length;
  if (decisions.some(({ decision }) => decision === 'undone')) return 'was taken back once';
  if (decisions.slice(-lastDecisions).some(({ decision }) => decision === 'discarded')) {
    return 'was refused lately';
  }
  return accepted < enoughAccepted ? `accepted ${count(accepted, 'time')} so far` : undefined;
}

/** Whether an agent is to be given problems of a rule, and whether a person has to look at its edits. */
export function decide(record: TrackRecord, agent: string, rule: string): TrackDecision {
  const known = ruleRecordOf(record, agent, rule);
  if (known === undefined) return { kind: 'ask', reason: `${agent} has not tried ${rule} yet` };
  if (!isFree(agent) && isHopeless(known)) {
    const tries = count(settledTries(known), 'time');
    return { kind: 'skip', reason: `${agent} has tried ${rule} ${tries}, and fixed nothing` };
  }
  const why = whyAsk(known);
  const subject = `what ${agent} does for ${rule}`;
  return why === undefined
    ? { kind: 'accept', reason: `${subject} was always accepted lately` }
    : { kind: 'ask', reason: `${subject}: ${why}` };
}

/**
 * True when all that has mended a task may be merged without a person: free quick fixes, and agents
 * whose work for each of its rules was always accepted.
 * @param agents as a result names them, such as `quickfix+codex`.
 */
export function isTrusted(
  record: TrackRecord,
  agents: string,
  { issues }: Pick<SwarmTask, 'issues'>,
): boolean {
  const paid = agents.split('+').filter((agent) => !isFree(agent));
  const rules = new Set(issues.map(ruleName));
  return paid.every((agent) =>
    [...rules].every((rule) => decide(record, agent, rule).kind === 'accept'),
  );
}
