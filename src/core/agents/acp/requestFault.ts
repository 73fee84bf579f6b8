import { MessageTooLargeError, RequestError } from '@agentclientprotocol/sdk/unstable';
import { messageOf } from '../../base/swarmError.ts';
import { type AgentFault, faultIn } from '../agentFault.ts';

/** Of the protocol: who asks has to sign in first. */
const authRequired = -32000;

/** Some hand on the status of their service as the code of the error. */
function statusOf(error: unknown): string {
  const isStatus = error instanceof RequestError && error.code >= 400 && error.code < 600;
  return isStatus ? `${error.code} ` : '';
}

function detailsOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.data === undefined) return '';
  return typeof error.data === 'string' ? error.data : JSON.stringify(error.data);
}

/** What an error of the conversation says. */
export function faultOf(error: unknown): AgentFault {
  if (error instanceof MessageTooLargeError) {
    return { kind: 'other', words: 'sent a message that is too long to read' };
  }
  const parts = [statusOf(error) + messageOf(error), detailsOf(error)];
  const fault = faultIn(parts.filter((part) => part !== '').join(': '));
  const isAuth = error instanceof RequestError && error.code === authRequired;
  return isAuth && fault.kind === 'other' ? { ...fault, kind: 'signIn' } : fault;
}
