import { RequestError } from '@agentclientprotocol/sdk/unstable';
import { messageOf } from '../../base/swarmError.ts';
import { type AgentFault, faultIn } from '../agentFault.ts';

/** Of the protocol: who asks has to sign in first. */
const authRequired = -32000;

function detailsOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.data === undefined) return '';
  return typeof error.data === 'string' ? error.data : JSON.stringify(error.data);
}

/** What an error of the conversation says. */
export function faultOf(error: unknown): AgentFault {
  const message = messageOf(error);
  const details = detailsOf(error);
  const fault = faultIn(details === '' ? message : `${message}: ${details}`);
  const isAuth = error instanceof RequestError && error.code === authRequired;
  return isAuth && fault.kind === 'other' ? { ...fault, kind: 'signIn' } : fault;
}
