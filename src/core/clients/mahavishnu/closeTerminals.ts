import type { Logger } from '../../base/logger.ts';
import { messageOf } from '../../base/swarmError.ts';
import { McpSession } from '../../mahavishnu/mcpSession.ts';
import type { ServerAddress } from '../../mahavishnu/serverAddress.ts';
import { ToolCatalog } from '../../mahavishnu/toolCatalog.ts';
import { offersOf } from './examineServer.ts';

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
    const offers = offersOf(session, new ToolCatalog(await session.tools(options)));
    for (const id of offers.length === 0 ? [] : ids) {
      // Whose it was is not known any more, and none of them minds a name that it does not know.
      for (const { terminals } of offers) {
        await terminals.close({ id }, AbortSignal.timeout(patienceMs));
      }
      closed.push(id);
    }
  } catch (error) {
    log.info(`Terminals at ${address.url.host} could not be closed: ${messageOf(error)}`);
  } finally {
    await session.close().catch(() => undefined); // A server that is gone cannot say goodbye.
  }
  return closed;
}
