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

/** What the parts of a task are called; the first one keeps the id of the whole. */
export function partIds(taskId: string, parts: readonly Pick<TaskPart, 'kind'>[]): string[] {
  return parts.map(({ kind }, index) => (index === 0 ? taskId : `${taskId}${suffixes[kind]}`));
}

/** Each part becomes a task with its own issues. */
export function partTasks(whole: SwarmTask, parts: readonly TaskPart[]): PartTask[] {
  const ids = partIds(whole.taskId, parts);
  return parts.map(({ result }, index) => {
    const taskId = ids[index] ?? whole.taskId;
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
