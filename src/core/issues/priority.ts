import { type Severity, severities } from '../protocol/diagnostic.ts';
import type { IssueType } from '../protocol/issueType.ts';

/** For an error, a warning, an information and a hint of that type. */
type PriorityBySeverity = readonly [number, number, number, number];

const priorities: Readonly<Record<IssueType, PriorityBySeverity>> = {
  security: [1, 1, 2, 3],
  test_failure: [1, 1, 2, 3],
  import_error: [1, 2, 3, 4],
  type_error: [1, 2, 3, 4],
  dependency: [1, 2, 3, 4],
  regex_validation: [1, 2, 3, 4],
  dead_code: [2, 3, 4, 4],
  performance: [2, 3, 4, 4],
  complexity: [2, 3, 4, 4],
  semantic_context: [2, 3, 4, 4],
  warning: [2, 3, 4, 4],
  unknown: [2, 3, 4, 4],
  dry_violation: [3, 4, 4, 5],
  coverage_improvement: [3, 4, 4, 5],
  test_organization: [3, 4, 4, 5],
  refurb: [3, 4, 4, 5],
  documentation: [3, 4, 4, 5],
  formatting: [5, 5, 5, 5],
};

/** From 1, the most urgent, to 5: what is dangerous or broken first, what is only ugly last. */
export function priorityOf(type: IssueType, severity: Severity): number {
  return priorities[type][severities.indexOf(severity)] ?? 5;
}
