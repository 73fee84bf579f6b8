import { hostname } from 'node:os';
import type { ProcessIdentity } from './processIdentity.ts';
import { processNamespace } from './processNamespace.ts';

/** Who holds a lock. */
export interface LockHolder extends ProcessIdentity {
  readonly host: string;
  /** What its process id counts in; empty when nobody could tell. See {@link processNamespace}. */
  readonly namespace: string;
  readonly purpose: string;
  readonly since: string;
  readonly token: string;
}

/** True when the id of the holder's process says here which process that is. */
export function isOfThisPlace({ host, namespace }: LockHolder): boolean {
  if (host !== hostname()) return false;
  const own = processNamespace();
  return namespace === '' || own === '' || namespace === own;
}

/** True when this very process holds it: in another container, another one may have the same id. */
export function isThisProcess(holder: LockHolder): boolean {
  return holder.pid === process.pid && isOfThisPlace(holder);
}
