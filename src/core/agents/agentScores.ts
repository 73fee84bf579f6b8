import type { IssueType } from '../protocol/issueType.ts';
import type { AgentSettings } from '../protocol/settings.ts';

type AgentKind = AgentSettings['kind'];

/**
 * How well tools' own edits do on each type of issue, an editor's among them, from 0 (they have none) to 1. Where no type
 * is listed, they are worth a try.
 */
const quickFixScores: Readonly<Partial<Record<IssueType, number>>> = {
  formatting: 1,
  dead_code: 0.9,
  import_error: 0.7,
  refurb: 0.7,
  warning: 0.6,
  type_error: 0.5,
  regex_validation: 0.4,
  documentation: 0.4,
  complexity: 0.1,
  performance: 0.3,
  test_failure: 0,
  coverage_improvement: 0,
  dry_violation: 0,
  dependency: 0,
};

const usual: Readonly<Partial<Record<AgentKind, number>>> = { quickfix: 0.3, editor: 0.3 };

/** Of programs that somebody else has written. */
const foreign = 0.6;

/** How likely an agent is to be of use for a type of issue, from 0 (never) to 1. */
export function scoreOf(kind: AgentKind, type: IssueType): number {
  const score = usual[kind];
  return score === undefined ? foreign : (quickFixScores[type] ?? score);
}
