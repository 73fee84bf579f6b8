import { SwarmError } from '../core/base/swarmError.ts';
import { type ChangedFile, changedFiles, patchBetween } from '../core/git/diff.ts';
import type { FoundTask } from '../core/manager/taskSelection.ts';
import type { McpContext } from './mcpContext.ts';
import { listed, oneLine } from './output/words.ts';

/** What a task has changed. */
export interface TaskPatch {
  readonly files: readonly ChangedFile[];
  readonly bytes: Buffer;
}

/** How a task is called among resources. */
export function taskUri({ run, task }: FoundTask): string {
  return `swarm://${run.record.runId}/${task.task.taskId}`;
}

function refuseForeign(taskId: string, files: readonly ChangedFile[], paths: readonly string[]) {
  const foreign = paths.find((path) => files.every((file) => file.path !== path));
  if (foreign === undefined) return;
  const known = listed(files.map(({ path }) => path));
  throw new SwarmError(
    'usage',
    `${taskId} does not change ${oneLine(foreign, 200)}; it changes ${known}.`,
  );
}

/**
 * @param paths only these files of it; undefined for all.
 * @throws {SwarmError} `state` when the task has changed nothing, `usage` for a file that it has not.
 */
export async function readTaskPatch(
  { project }: McpContext,
  { task }: FoundTask,
  paths?: readonly string[],
): Promise<TaskPatch> {
  const { taskId } = task.task;
  const { result } = task;
  if (result === undefined || result.commit === null) {
    throw new SwarmError('state', `${taskId} is ${task.state}: it has changed nothing.`);
  }
  const { git } = (await project.open()).swarm.repository;
  const { parent, commit } = result;
  const all = await changedFiles(git, parent, commit);
  refuseForeign(taskId, all, paths ?? []);
  const files = paths === undefined ? all : all.filter(({ path }) => paths.includes(path));
  const bytes = await patchBetween(git, parent, commit, paths === undefined ? {} : { paths });
  return { files, bytes };
}

/** As much of a patch as there is room for, whole lines; all of it when that is enough. */
export function cutPatch(bytes: Buffer, most: number): string {
  if (bytes.length <= most) return bytes.toString();
  const end = bytes.lastIndexOf('\n', most - 1);
  return bytes.subarray(0, end < 0 ? most : end + 1).toString();
}
