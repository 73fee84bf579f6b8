import type { Repository } from '../git/repository.ts';
import { taskRef, updateRef } from '../git/swarmRefs.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { ResultFile } from '../protocol/taskFile.ts';
import { partTasks } from './partTasks.ts';
import type { RunRecorder } from './runRecorder.ts';

/** Keeps the commits of a finished task, and writes down what came of it. */
export async function settleResult(
  repository: Repository,
  recorder: RunRecorder,
  task: SwarmTask,
  result: ResultFile,
): Promise<void> {
  const { taskId } = task;
  const hasParts = result.outcome === 'done' || result.outcome === 'limited';
  if (!hasParts || result.parts.length === 0) {
    const reason = result.error === '' ? 'the runner left no result' : result.error;
    await recorder.append({ event: 'task', taskId, change: 'failed', reason });
    return;
  }
  for (const part of partTasks(task, result.parts)) {
    const { commit } = part.result;
    if (commit === null) continue;
    await updateRef(repository.git, taskRef(recorder.record.runId, part.task.taskId), commit);
  }
  const workerId = result.parts[0]?.result.workerId ?? '';
  await recorder.append({ event: 'settled', taskId, workerId, parts: result.parts });
}
