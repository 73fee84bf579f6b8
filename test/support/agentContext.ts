import type { AgentContext } from '../../src/core/agents/agent.ts';

/** What an agent is given besides its work, when nobody looks on and nothing has happened yet. */
export const quietContext: Pick<AgentContext, 'surroundings' | 'earlier' | 'answer' | 'watcher'> = {
  surroundings: { readOnly: [], visible: [] },
  earlier: [],
  answer: undefined,
  watcher: { said: () => undefined, used: () => undefined, limited: () => undefined },
};
