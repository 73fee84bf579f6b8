import { serverAddress } from './mahavishnu/serverAddress.ts';
import type { CloseTerminals } from './manager/lentTerminals.ts';
import type { SwarmHost } from './swarmHost.ts';

/** Closes what servers have lent, with the host's token; what speaks to servers is loaded only then. */
export function terminalCloser({
  serverToken,
  log,
}: Pick<SwarmHost, 'serverToken' | 'log'>): CloseTerminals {
  return async (server, ids) => {
    const { closeTerminals } = await import('./clients/mahavishnu/closeTerminals.ts');
    return closeTerminals(serverAddress(server, await serverToken()), ids, log);
  };
}
