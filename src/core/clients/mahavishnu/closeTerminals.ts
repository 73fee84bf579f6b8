import type { Logger } from '../../base/logger.ts';
import { isSwarmError, messageOf } from '../../base/swarmError.ts';
import { McpSession } from '../../mahavishnu/mcpSession.ts';
import type { ServerAddress } from '../../mahavishnu/serverAddress.ts';
import { ToolCatalog } from '../../mahavishnu/toolCatalog.ts';
import { offersOf } from './examineServer.ts';

/** Nobody waits longer for a server that may not be there any more. */
const patienceMs = 3_000;

interface Closing {
  readonly offers: ReturnType<typeof offersOf>;
  readonly log: Logger;
}

/**
 * @returns false when the server says that it did not.
 * @throws whatever keeps it from saying anything.
 */
async function isClosed(id: string, { offers, log }: Closing): Promise<boolean> {
  try {
    // Whose it was is not known any more, and none of them minds a name that it does not know.
    for (const { terminals } of offers) {
      await terminals.close({ id }, AbortSignal.timeout(patienceMs));
    }
    return offers.length > 0;
  } catch (error) {
    if (!isSwarmError(error, 'unavailable')) throw error;
    log.debug(`Terminal ${id} could not be closed: ${error.message}`);
    return false;
  }
}

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
    const offers = offersOf(session, new ToolCatalog(await session.tools(options)), log);
    // The first that gets no answer is the last: who hangs over one hangs over all.
    for (const id of ids) if (await isClosed(id, { offers, log })) closed.push(id);
  } catch (error) {
    log.debug(`Terminals at ${address.url.host} could not be closed: ${messageOf(error)}`);
  } finally {
    await session.close().catch(() => undefined); // A server that is gone cannot say goodbye.
  }
  return closed;
}
