import { readFile } from 'node:fs/promises';
import { writeFileAtomic } from '../base/atomicFile.ts';
import { messageOf } from '../base/swarmError.ts';
import { type HostAnswer, type HostQuestion, noAnswer } from '../protocol/hostQuestion.ts';
import { answerPath, questionPath } from '../runner/hostDesk.ts';

/** Agents that live in the host. @param signal fires when nobody waits for the answer any more. */
export type HostAgentProvider = (
  question: HostQuestion,
  signal: AbortSignal,
) => Promise<HostAnswer>;

async function answerTo(
  provider: HostAgentProvider | undefined,
  question: HostQuestion,
  signal: AbortSignal,
): Promise<HostAnswer> {
  if (provider === undefined)
    return { ...noAnswer, error: 'lives in an editor, and there is none' };
  try {
    return await provider(question, signal);
  } catch (error) {
    return { ...noAnswer, error: messageOf(error) };
  }
}

/**
 * Has a question answered that a runner has left in its task's folder.
 * @throws whatever the disk says.
 */
export async function answerQuestion(
  provider: HostAgentProvider | undefined,
  { directory, number }: { readonly directory: string; readonly number: number },
  signal: AbortSignal,
): Promise<void> {
  const question: HostQuestion = JSON.parse(
    await readFile(questionPath(directory, number), 'utf8'),
  );
  const answer = await answerTo(provider, question, signal);
  await writeFileAtomic(answerPath(directory, number), JSON.stringify(answer));
}
