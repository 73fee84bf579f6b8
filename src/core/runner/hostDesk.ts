import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { writeFileAtomic } from '../base/atomicFile.ts';
import { systemCodeOf } from '../base/swarmError.ts';
import type { HostAnswer, HostQuestion } from '../protocol/hostQuestion.ts';
import type { JobContext } from './jobContext.ts';

const answerShape: z.ZodType<HostAnswer> = z.object({
  edits: z.array(z.object({ file: z.string(), oldText: z.string(), newText: z.string() })),
  words: z.string(),
  error: z.string(),
  model: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
});

/** So often somebody looks for the answer: whoever gives it may be on another side of a terminal. */
const lookMs = 100;

/** Where the question of that number is, in the task's folder. */
export function questionPath(directory: string, number: number): string {
  return join(directory, `question-${number}.json`);
}

/** Where its answer is to be. */
export function answerPath(directory: string, number: number): string {
  return join(directory, `answer-${number}.json`);
}

async function readAnswer(path: string): Promise<HostAnswer | undefined> {
  try {
    return answerShape.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Puts questions to the host into the task's folder, and takes the answers from there. */
export class HostDesk {
  readonly #context: Pick<JobContext, 'folder' | 'emit' | 'now'>;

  constructor(context: Pick<JobContext, 'folder' | 'emit' | 'now'>) {
    this.#context = context;
  }

  /** @throws whatever the signal says, when it fires before there is an answer. */
  async ask(question: HostQuestion, signal: AbortSignal): Promise<HostAnswer> {
    const { folder, emit, now } = this.#context;
    // An earlier attempt at the task may have left its own there.
    const number = now();
    await writeFileAtomic(questionPath(folder.directory, number), JSON.stringify(question));
    emit({ event: 'asked', agent: question.agent, number });
    for (;;) {
      const answer = await readAnswer(answerPath(folder.directory, number));
      if (answer !== undefined) return answer;
      await pause(lookMs, undefined, { signal });
    }
  }
}
