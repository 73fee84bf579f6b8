import type { AgentContext } from '../agent.ts';
import { promptFor } from './promptFor.ts';

/** What an agent that reads text is told of its attempt, with the files as they are right now. */
export async function promptOf(context: AgentContext): Promise<string> {
  const { task, issues, workpiece, note, earlier, answer } = context;
  const texts = await workpiece.readTexts(new Set(issues.map(({ file }) => file)));
  return promptFor({ task, issues, texts, note, earlier, answer });
}
