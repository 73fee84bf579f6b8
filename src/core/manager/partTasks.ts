import type { SwarmResult } from '../protocol/swarmResult.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { TaskPart } from '../protocol/taskFile.ts';

/** A part of a task as a task of its own. */
export interface PartTask {
  readonly task: SwarmTask;
  readonly result: SwarmResult;
}

const suffixes: Readonly<Record<TaskPart['kind'], string>> = {
  verified: '',
  proposed: '.proposed',
  remains: '.rest',
};

/** Each part becomes a task with its own issues; the first one keeps the id of the whole. */
export function partTasks(whole: SwarmTask, parts: readonly TaskPart[]): PartTask[] {
  return parts.map(({ kind, result }, index) => {
    const taskId = index === 0 ? whole.taskId : `${whole.taskId}${suffixes[kind]}`;
    const own = new Set(result.verdicts.map((entry) => entry.issueId));
    const issues = whole.issues.filter((issue) => own.has(issue.id));
    const filePaths = [...new Set(issues.map((issue) => issue.file))];
    const priority = issues.reduce((least, issue) => Math.min(least, issue.priority), 5);
    return {
      task: { ...whole, taskId, issues, filePaths, priority },
      result: { ...result, taskId },
    };
  });
}
