import { readFile, writeFile } from 'node:fs/promises';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { answer, type DoubleTools, failure } from './mcpDouble.ts';

/** What a worker finds in the file that it is sent to. */
export interface ReadErrand {
  readonly promptFile: string;
  readonly prompt: string;
  /** Where it is to work. */
  readonly folder: string;
  /** Says that it is done. */
  finish(): Promise<void>;
}

/** How a worker treats the line that it is sent. */
export type NativeWorker = (line: string) => Promise<CallToolResult> | CallToolResult;

function found(text: string, pattern: RegExp): string {
  const [, match] = pattern.exec(text) ?? [];
  if (match === undefined) throw new Error(`${text} does not have ${pattern}`);
  return match;
}

/** Does what an agent does that is told to read a file. */
export async function readErrand(line: string): Promise<ReadErrand> {
  const promptFile = found(line, /^Please read the file '([^']+)' and do what it says\.$/);
  const prompt = await readFile(promptFile, 'utf8');
  const doneFile = found(prompt, /\n(\/.+)\n$/);
  return {
    promptFile,
    prompt,
    folder: found(prompt, /^Go to the folder (.+) first:/),
    finish: () => writeFile(doneFile, ''),
  };
}

export function completed(output = ''): CallToolResult {
  return answer({ worker_id: 'worker-1', status: 'completed', output, error: null, exit_code: 0 });
}

/** Tools of a server with workers that are agents; `more` in place of some. */
export function nativeWorkerTools(worker: NativeWorker, more: DoubleTools = {}): DoubleTools {
  return {
    worker_spawn: {
      inputs: ['worker_type', 'count'],
      answer: () => answer({ worker_ids: ['worker-1'] }),
    },
    worker_execute: {
      inputs: ['worker_id', 'prompt', 'timeout'],
      answer: ({ prompt }) =>
        typeof prompt === 'string' ? worker(prompt) : failure('Missing required argument'),
    },
    worker_close: {
      inputs: ['worker_id'],
      answer: () => answer({ result: { success: true } }),
    },
    ...more,
  };
}
