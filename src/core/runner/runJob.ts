import type { ResultFile } from '../protocol/taskFile.ts';
import { checkProject } from './checkProject.ts';
import { FixTask } from './fixTask.ts';
import type { JobContext } from './jobContext.ts';
import { prepareSlot } from './prepareSlot.ts';
import { recheckTask } from './recheckTask.ts';

/**
 * Does what the task file asks for.
 * @throws {SwarmError} when it cannot be done at all; `cancelled` when it was stopped.
 */
export async function runJob(
  context: JobContext,
): Promise<
  Pick<ResultFile, 'parts' | 'diagnostics' | 'claimed' | 'checkers'> &
    Partial<Pick<ResultFile, 'outcome'>>
> {
  const { job, workingTree } = context.file;
  if (job.kind === 'check') {
    const root = job.inPlace ? workingTree : (await prepareSlot(context)).path;
    return { parts: [], ...(await checkProject(context, job, root)) };
  }
  const slot = await prepareSlot(context);
  if (job.kind === 'recheck') {
    return { parts: [await recheckTask(context, slot, job)], diagnostics: [], claimed: [] };
  }
  const task = await FixTask.open(context, slot, job);
  return { ...(await task.run()), diagnostics: [], claimed: [] };
}
