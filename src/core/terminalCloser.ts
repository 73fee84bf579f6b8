import { serverAddress } from './mahavishnu/serverAddress.ts';
import type { CloseTerminals } from './manager/lentTerminals.ts';
import type { SwarmHost } from './swarmHost.ts';

/** Closes what servers have lent; only those that the host knows get to see its token. */
export function terminalCloser({
  serverToken,
  log,
}: Pick<SwarmHost, 'serverToken' | 'log'>): CloseTerminals {
  return async (server, ids) => {
    const { url } = serverAddress(server, '');
    const token = await serverToken(url);
    // What speaks to servers is large: it is loaded only then.
    const { closeTerminals } = await import('./clients/mahavishnu/closeTerminals.ts');
    return closeTerminals({ url, token }, ids, log);
  };
}
