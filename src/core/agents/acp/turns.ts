import { setTimeout as pause } from 'node:timers/promises';
import type { StopReason } from '@agentclientprotocol/sdk/unstable';
import { throwIfCancelled } from '../../base/swarmError.ts';
import { type AgentFault, faultBehind } from '../agentFault.ts';
import type { AcpConversation } from './acpConversation.ts';
import { faultOf } from './requestFault.ts';

/** How long somebody waits for a service that is asked for too much. */
export interface LimitPatience {
  /** Before the first new try; twice as long before each further one. In seconds. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
  /** How often it is tried again. */
  readonly tries: number;
}

export const usualLimitPatience: LimitPatience = { firstSeconds: 2, longestSeconds: 30, tries: 4 };

/** How the work of an agent came to its end, by its own account. */
export type TurnsEnd =
  | { readonly kind: 'ended'; readonly stopReason: StopReason }
  | { readonly kind: 'failed'; readonly fault: AgentFault };

export interface TurnsParts {
  readonly prompt: string;
  readonly patience: LimitPatience;
  readonly signal: AbortSignal;
  readonly onLimited: (seconds: number) => void;
}

/** An agent that was asked to stop may do so by itself for so long. */
const cancelMs = 1_000;

const goOn =
  'The service was busy and cut you off. Go on with the task as it was given above, from where you stopped.';

/** Some end their turn as soon as something is refused. */
const mostReminders = 3;

const withoutIt =
  'That was refused, and will be again: only files in the current folder may be changed, and only commands that read may be run. Go on with the task without it.';

async function settledWithin(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  const quiet = work.then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([quiet, pause(timeoutMs, undefined, { ref: false })]);
}

/** One turn; when the signal fires, the agent is asked to stop, and not waited for long. */
async function turn(
  conversation: AcpConversation,
  text: string,
  signal: AbortSignal,
): Promise<TurnsEnd> {
  throwIfCancelled(signal);
  const work = conversation.prompt(text);
  let abort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    abort = () => resolve();
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    const response = await Promise.race([work, aborted]);
    if (response !== undefined && !signal.aborted) {
      const fault = faultBehind(conversation.lastText);
      if (fault !== undefined) return { kind: 'failed', fault };
      return { kind: 'ended', stopReason: response.stopReason };
    }
  } catch (error) {
    if (!signal.aborted) return { kind: 'failed', fault: faultOf(error) };
  } finally {
    signal.removeEventListener('abort', abort);
  }
  // Whoever reads nothing more does not even take the request.
  await settledWithin(Promise.all([conversation.cancel(), work]), cancelMs);
  throwIfCancelled(signal);
  throw signal.reason;
}

/** What to say next to an agent that has not come to its end by itself; undefined when it has. */
async function nextWords(
  end: TurnsEnd,
  conversation: AcpConversation,
  tries: { limits: number; refusals: number },
  { patience, signal, onLimited }: TurnsParts,
): Promise<string | undefined> {
  if (end.kind === 'failed' && end.fault.kind === 'limited' && tries.limits < patience.tries) {
    const own = patience.firstSeconds * 2 ** tries.limits;
    const seconds = Math.min(end.fault.retryAfterSeconds ?? own, patience.longestSeconds);
    tries.limits += 1;
    onLimited(seconds);
    await pause(seconds * 1000, undefined, { signal });
    return goOn;
  }
  if (end.kind === 'ended' && conversation.hasEndedRefused && tries.refusals < mostReminders) {
    tries.refusals += 1;
    return withoutIt;
  }
  return undefined;
}

/**
 * Lets an agent work until it says that it is done, and patiently when its service is busy. One that
 * gives up because something was refused is told to go on without it.
 */
export async function takeTurns(
  conversation: AcpConversation,
  parts: TurnsParts,
): Promise<TurnsEnd> {
  const tries = { limits: 0, refusals: 0 };
  let words: string | undefined = parts.prompt;
  for (;;) {
    const end: TurnsEnd = await turn(conversation, words, parts.signal);
    words = await nextWords(end, conversation, tries, parts);
    if (words === undefined) return end;
  }
}
