import type { Issue } from '../../protocol/issue.ts';
import { ruleName } from '../../protocol/ruleName.ts';
import { decide } from './decide.ts';
import type { TrackRecord } from './trackRecord.ts';

/** Rules, such as `ts(6133)`, that are not worth a try, by the id of the agent. */
export type RulesToAvoid = Readonly<Record<string, readonly string[]>>;

/** Which of the issues' rules are not worth a try, by the id of the agent. */
export function rulesToAvoid(
  record: TrackRecord,
  agents: readonly string[],
  issues: readonly Issue[],
): RulesToAvoid {
  const rules = [...new Set(issues.map(ruleName))];
  const avoided = agents.map((agent): [string, string[]] => [
    agent,
    rules.filter((rule) => decide(record, agent, rule).kind === 'skip'),
  ]);
  return Object.fromEntries(avoided.filter(([, skipped]) => skipped.length > 0));
}
