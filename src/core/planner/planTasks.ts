import { count } from '../base/count.ts';
import { groupBy } from '../base/groupBy.ts';
import type { Issue } from '../protocol/issue.ts';
import type { IssueType } from '../protocol/issueType.ts';
import { ruleName } from '../protocol/ruleName.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import { DisjointFiles } from './disjointFiles.ts';
import { findRootCauses, type RootCause } from './rootCause.ts';

export interface PlanOptions {
  /** The number of the first task: later rounds of a run go on counting. */
  readonly firstNumber: number;
}

function mostCommonType(issues: readonly Issue[]): IssueType {
  const groups = [...groupBy(issues, (issue) => issue.type)];
  groups.sort(([, left], [, right]) => right.length - left.length);
  return groups[0]?.[0] ?? 'unknown';
}

function reasonFor(issues: readonly Issue[], files: readonly string[], cause?: RootCause): string {
  if (cause !== undefined) {
    const clears = `clears ${count(cause.issues.length, 'problem')} in ${count(cause.files.size, 'file')}`;
    return `one cause, ${ruleName(cause)} ${cause.message}: ${clears}`;
  }
  const rules = new Set(issues.map(ruleName));
  const kinds = rules.size === 1 ? [...rules].join('') : count(rules.size, 'rule');
  return `${count(issues.length, 'problem')} (${kinds}) in ${files.join(', ')}`;
}

function byUrgency(left: SwarmTask, right: SwarmTask): number {
  return (
    left.priority - right.priority ||
    right.issues.length - left.issues.length ||
    (left.filePaths[0] ?? '').localeCompare(right.filePaths[0] ?? '')
  );
}

function makeTask(issues: readonly Issue[], cause: RootCause | undefined): SwarmTask {
  const filePaths = [...new Set(issues.map((issue) => issue.file))].sort();
  return {
    taskId: '',
    issueType: mostCommonType(issues),
    filePaths,
    priority: issues.reduce((least, issue) => Math.min(least, issue.priority), 5),
    issues,
    reason: reasonFor(issues, filePaths, cause),
  };
}

/**
 * Cuts the issues into tasks that share no file, the most urgent first, then the largest. Issues
 * of one file are one task; files that suffer from the same cause are one task too.
 */
export function planTasks(issues: readonly Issue[], options: PlanOptions): SwarmTask[] {
  const causes = findRootCauses(issues);
  const groups = new DisjointFiles();
  for (const cause of causes) groups.join(cause.files);
  const causeOf = new Map<string, RootCause>();
  for (const cause of causes.toSorted((left, right) => left.issues.length - right.issues.length)) {
    const [file] = cause.files;
    if (file !== undefined) causeOf.set(groups.find(file), cause);
  }
  const tasks = [...groupBy(issues, (issue) => groups.find(issue.file))]
    .map(([root, members]) => makeTask(members, causeOf.get(root)))
    .sort(byUrgency);
  const width = Math.max(2, String(options.firstNumber + tasks.length - 1).length);
  return tasks.map((task, index) => ({
    ...task,
    taskId: `t${String(options.firstNumber + index).padStart(width, '0')}`,
  }));
}
