import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { createServer } from '../createServer.ts';
import { complainer } from '../malformed.ts';
import type { McpContext } from '../mcpContext.ts';
import { untilAllHasEnded } from '../serverEnd.ts';
import { BoundedLines, type LongLine } from './boundedLines.ts';

/** No message that somebody could mean is longer. */
const mostBytes = 1024 * 1024;

const id = '("[^"\\\\]{1,100}"|\\d{1,15})';
const idAtStart = new RegExp(`^\\{(?:"jsonrpc":"2\\.0",)?"id":${id},`);
const idAtEnd = new RegExp(`,"id":${id}(?:,"jsonrpc":"2\\.0")?\\}$`);

/** Which request a line was, as far as its ends tell; null when they do not. */
function idOf({ start, end }: LongLine): unknown {
  const found = idAtStart.exec(start) ?? idAtEnd.exec(end);
  return JSON.parse(found?.[1] ?? 'null');
}

function refusal(line: LongLine): string {
  const message = 'The message is longer than 1 MB; send less at once.';
  const error = { code: ErrorCode.InvalidRequest, message };
  return `${JSON.stringify({ jsonrpc: '2.0', id: idOf(line), error })}\n`;
}

/** Serves one client on standard input and output until it is gone, or the process is to end. */
export async function serveStdio(context: McpContext): Promise<void> {
  // A client that has gone closes both ends. Whoever has loaded this must not end the process for it.
  process.stdout.removeAllListeners('error').on('error', () => process.stdin.destroy());
  const lines = new BoundedLines(mostBytes, (line) => {
    context.log.warn('A message of more than 1 MB was refused.');
    process.stdout.write(refusal(line));
  });
  const transport = new StdioServerTransport(process.stdin.pipe(lines), process.stdout);
  const server = createServer(context);
  server.server.onerror = complainer(context.log);
  await server.connect(transport);
  await untilAllHasEnded(context);
  await server.close();
  // Not every system has written by now what was sent.
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
}
