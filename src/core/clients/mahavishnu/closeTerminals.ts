import type { Logger } from '../../base/logger.ts';
import { messageOf } from '../../base/swarmError.ts';
import { offersOf } from './examineServer.ts';
import { McpSession } from './mcpSession.ts';
import type { ServerAddress } from './serverAddress.ts';
import { ToolCatalog } from './toolCatalog.ts';

/** Nobody waits longer for a server that may not be there any more. */
const patienceMs = 3_000;

/**
 * Closes terminals that a run has left open at a server, as far as that answers.
 * @returns the ids of those that are closed now.
 */
export async function closeTerminals(
  address: ServerAddress,
  ids: readonly string[],
  log: Logger,
): Promise<readonly string[]> {
  const session = new McpSession(address);
  const options = { timeoutMs: patienceMs };
  const closed: string[] = [];
  try {
    await session.connect(options);
    const [offer] = offersOf(session, new ToolCatalog(await session.tools(options)));
    for (const id of offer === undefined ? [] : ids) {
      await offer?.terminals.close({ id }, AbortSignal.timeout(patienceMs));
      closed.push(id);
    }
  } catch (error) {
    log.info(`Terminals at ${address.url.host} could not be closed: ${messageOf(error)}`);
  } finally {
    await session.close().catch(() => undefined); // A server that is gone cannot say goodbye.
  }
  return closed;
}
