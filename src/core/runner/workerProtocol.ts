import * as z from 'zod';
import type { RunnerEvent } from '../protocol/taskFile.ts';

/**
 * What a warm worker says on its standard output, a JSON document a line. It is only a hint: that
 * a job has ended, and how, is what its `result.json` says. On standard input it is given task
 * folders, a line each, or {@link cancelLine}; the end of its input ends it and all that it started.
 */
export type WorkerMessage =
  | { readonly type: 'event'; readonly event: RunnerEvent }
  | { readonly type: 'ended'; readonly directory: string };

/** Stops the job at hand. No task folder is called that: folders are absolute paths. */
export const cancelLine = 'cancel';

/** Where there is no end of input, this line stands for it. */
export const endLine = 'end';

const messageShape = z.union([
  z.object({ type: z.literal('event'), event: z.custom<RunnerEvent>((value) => isEvent(value)) }),
  z.object({ type: z.literal('ended'), directory: z.string() }),
]);

function isEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'event' in value && 'at' in value;
}

/** The message in a line, or undefined for a line that is none: tools in a worker may print too. */
export function parseWorkerMessage(line: string): WorkerMessage | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return messageShape.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
