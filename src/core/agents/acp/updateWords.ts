import type { SessionUpdate } from '@agentclientprotocol/sdk/unstable';
import type { AgentWords } from '../agentWords.ts';
import { actionOf, describeAction } from './toolAction.ts';

/** Puts what an agent tells of its work into words; what is left out tells of the session. */
export function tellUpdate(update: SessionUpdate, words: AgentWords, worktree: string): void {
  switch (update.sessionUpdate) {
    case 'agent_message_chunk':
    case 'agent_thought_chunk':
      if (update.content.type === 'text') words.write(update.sessionUpdate, update.content.text);
      break;
    case 'tool_call':
      words.note(describeAction(actionOf(update), worktree));
      break;
    case 'tool_call_update':
      if (update.status === 'failed') words.note(`failed: ${update.title ?? update.toolCallId}`);
      break;
  }
}
