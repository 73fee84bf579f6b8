import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { usualServer } from '../../core/mahavishnu/serverAddress.ts';
import type { CliContext } from '../cliContext.ts';
import { wholeNumber } from '../parseOption.ts';

const help = `
An assistant that speaks MCP starts it, and ends it by closing its input. With
--http it listens on 127.0.0.1 for whoever has the token that it prints (or that
SWARM_MCP_TOKEN holds).
docs/mcp.md says how to add it to the common clients.`;

/** The server is a program of its own beside this one, which reads the same words again. */
async function serve({ host }: CliContext): Promise<void> {
  const [program = ''] = host.runner.args;
  await import(pathToFileURL(join(dirname(program), 'mcp.js')).href);
}

export function addMcpCommand(program: Command, context: CliContext): void {
  program
    .command('mcp')
    .description('serve assistants: the MCP server, on standard input and output')
    .option(
      '--http <port>',
      'over HTTP, on this machine only; 0 for any port',
      wholeNumber(0, 65_535),
    )
    .option('--folder <dir>', 'the folder of the project; without it, the current one')
    .option('--mahavishnu <url>', 'a server that lends workers, or "off"', usualServer)
    .addHelpText('after', help)
    .action(() => serve(context));
}
