import { silentLogger } from '../../base/logger.ts';
import { McpSession } from '../../mahavishnu/mcpSession.ts';
import type { ServerAddress } from '../../mahavishnu/serverAddress.ts';
import type { Availability } from '../../protocol/swarmClient.ts';
import { TerminalBook } from '../terminalBook.ts';
import { examineServer } from './examineServer.ts';
import { availabilityOf } from './serverHealth.ts';

/** Somebody waits for it at a prompt. */
const limits = { answerMs: 3_000, probeMs: 5_000 };

/** How a server is, for somebody who asks outside of a run. */
export async function probeServer(address: ServerAddress): Promise<Availability> {
  const session = new McpSession(address);
  const book = new TerminalBook(async () => undefined);
  const { signal } = new AbortController();
  try {
    const health = await examineServer({ session, book, signal, log: silentLogger, ...limits });
    return availabilityOf(health, address.url.host);
  } finally {
    await session.close().catch(() => undefined); // A server that is gone cannot say goodbye.
  }
}
