import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod';

function instructions(where: string): string {
  return `Fix the problems of this project${where === '' ? '' : `, in ${where}`}.

1. Call swarm_autofix${where === '' ? '' : ' with these paths'}. While its state is "running", call swarm_status with that run and wait_seconds 50.
2. Call swarm_merge with verified: true: it takes over only what is proven to be fixed.
3. Call swarm_results with verdict "proposed". Look at each of those tasks with swarm_diff, and judge it as a careful reviewer would: swarm_merge what is right, swarm_discard what is not, and ask me when you cannot tell.
4. Tell me in a few lines what is fixed, what is left (swarm_results with verdict "remains"), and that swarm_undo takes a merge back.

Do not edit the files that a task changes before you have merged or discarded it.`;
}

/** The one thing that people want, said for them. */
export function registerPrompts(server: McpServer): void {
  server.registerPrompt(
    'fix_problems',
    {
      title: 'Fix the problems of this project',
      description: 'Fixes what can be fixed, takes over what is proven, and looks at the rest.',
      argsSchema: {
        paths: z.string().max(2_000).optional().describe('Only in these files and folders.'),
      },
    },
    ({ paths }) => ({
      messages: [
        { role: 'user', content: { type: 'text', text: instructions(paths?.trim() ?? '') } },
      ],
    }),
  );
}
