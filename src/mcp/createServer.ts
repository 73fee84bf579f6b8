import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import packageJson from '../../package.json' with { type: 'json' };
import type { McpContext } from './mcpContext.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import { allTools } from './tools/allTools.ts';

const instructions =
  'Fixes many diagnostics of a git repository at once, with workers in worktrees of their own. ' +
  'Start with swarm_autofix; the files of the user change only with swarm_merge, or when ' +
  'swarm_autofix is told to merge. Never say that a problem is fixed unless its verdict is "fixed".';

/** Arguments are lists of names at most. */
const mostElements = 1_000;

/** It keeps nothing of a conversation, and takes long to make. */
const jsonSchemaValidator = new AjvJsonSchemaValidator();

/** A server for one conversation; all of them share the same project and runs. */
export function createServer(context: McpContext): McpServer {
  const { version } = packageJson;
  const server = new McpServer(
    { name: 'swarm-autofix', title: 'Swarm Autofix', version },
    {
      instructions,
      capabilities: { logging: {} },
      ...{ jsonSchemaValidator, maxToolInputElements: mostElements },
    },
  );
  for (const tool of allTools) tool.register(server, context);
  registerResources(server, context);
  registerPrompts(server);
  passOnLog(server, context);
  return server;
}

function passOnLog(server: McpServer, { log }: McpContext): void {
  const stop = log.listen((level, data) => {
    if (!server.isConnected()) return;
    // A client that has gone is noticed elsewhere.
    server.sendLoggingMessage({ level, logger: 'swarm-autofix', data }).catch(() => undefined);
  });
  server.server.onclose = stop;
}
