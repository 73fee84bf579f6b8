import type { AgentContext } from '../../src/core/agents/agent.ts';
import { Workpiece } from '../../src/core/agents/workpiece.ts';
import { GitCommand } from '../../src/core/git/gitCommand.ts';
import type { Issue } from '../../src/core/protocol/issue.ts';

/** What an agent is given besides its work, when nobody looks on and nothing has happened yet. */
export const quietContext: Pick<AgentContext, 'surroundings' | 'earlier' | 'answer' | 'watcher'> = {
  surroundings: { readOnly: [], visible: [] },
  earlier: [],
  answer: undefined,
  watcher: { said: () => undefined, used: () => undefined, limited: () => undefined },
};

/**
 * A task with these issues in a worktree that no checker looks at.
 * @param files those of the task; the ones that the issues are in without it.
 */
export function contextIn(
  worktree: string,
  taskFilePath: string,
  issues: readonly Issue[],
  files: readonly string[] = [...new Set(issues.map(({ file }) => file))],
): AgentContext {
  return {
    ...quietContext,
    worktree,
    git: new GitCommand(worktree),
    start: 'HEAD',
    taskFilePath,
    task: {
      ...{ taskId: 't01', filePaths: files, priority: 1, issueType: 'type_error' },
      ...{ issues, reason: '' },
    },
    issues,
    workpiece: new Workpiece(worktree, files, []),
    note: '',
    signal: new AbortController().signal,
    log: () => undefined,
  };
}
