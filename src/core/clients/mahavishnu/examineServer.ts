import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from '../../base/logger.ts';
import { messageOf, systemCodeOf, throwIfCancelled } from '../../base/swarmError.ts';
import { causeOf } from '../../mahavishnu/causeOf.ts';
import type { McpSession, ServerIdentity } from '../../mahavishnu/mcpSession.ts';
import { plainWords } from '../../mahavishnu/toolAnswer.ts';
import { ToolCatalog } from '../../mahavishnu/toolCatalog.ts';
import { workerNeeds } from '../../mahavishnu/workerTools.ts';
import type { TerminalBook } from '../terminalBook.ts';
import type { Terminals } from '../terminals.ts';
import { ContractTerminals, contractNeeds } from './contractTerminals.ts';
import { runsCommands } from './functionalProbe.ts';
import type { ServerHealth, TerminalTools } from './serverHealth.ts';
import { WorkerTerminals } from './workerTerminals.ts';

/** How the server calls itself, in every release that was seen. */
const serverName = /^mahavishnu\b/i;

export interface ExaminationParts {
  readonly session: McpSession;
  readonly book: TerminalBook;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** For an answer. */
  readonly answerMs: number;
  /** For a command to leave its file. */
  readonly probeMs: number;
}

/** A way to terminals. */
interface Offer {
  readonly tools: TerminalTools;
  readonly terminals: Terminals;
}

/** The ways to terminals that a server seems to offer, the best first. */
export function offersOf(session: McpSession, catalog: ToolCatalog, log: Logger): readonly Offer[] {
  const offers: Offer[] = [];
  if (catalog.has(contractNeeds)) {
    const terminals = new ContractTerminals(session, catalog);
    offers.push({ tools: 'contract tools', terminals });
  }
  if (catalog.has(workerNeeds)) {
    const terminals = new WorkerTerminals(session, catalog, log);
    offers.push({ tools: 'worker tools', terminals });
  }
  return offers;
}

/** Codes of a connection that did not come about, or broke off. */
const isSilence = /^(E[A-Z]|UND_ERR_(CONNECT_TIMEOUT|SOCKET)$)/;

function describeFailure(error: unknown): ServerHealth {
  const cause = causeOf(error);
  if (cause instanceof StreamableHTTPError) {
    const words = `answers ${cause.code ?? 'something'} instead of speaking MCP`;
    return { kind: 'stranger', reason: `what is there ${words}` };
  }
  if (cause instanceof McpError || !isSilence.test(systemCodeOf(cause) ?? '')) {
    const words = plainWords(messageOf(cause));
    return { kind: 'stranger', reason: `what is there does not speak MCP: ${words}` };
  }
  return { kind: 'unreachable', reason: systemCodeOf(cause) ?? plainWords(messageOf(cause)) };
}

async function tryOffer(
  { tools, terminals }: Offer,
  identity: ServerIdentity,
  parts: ExaminationParts,
): Promise<ServerHealth> {
  const { book, probeMs: timeoutMs } = parts;
  const begun = performance.now();
  const signal = AbortSignal.any([parts.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    if (await runsCommands({ terminals, book, signal })) {
      const probeMs = performance.now() - begun;
      return { kind: 'able', identity, tools, terminals, probeMs };
    }
    const reason = `nothing ran within ${timeoutMs / 1000} s: its terminals seem to be a mock`;
    return { kind: 'unable', identity, reason };
  } catch (error) {
    throwIfCancelled(parts.signal);
    if (signal.aborted) {
      const reason = `its tools did not answer within ${timeoutMs / 1000} s`;
      return { kind: 'unable', identity, reason };
    }
    return { kind: 'unable', identity, reason: plainWords(messageOf(error)) };
  }
}

async function tryOffers(identity: ServerIdentity, parts: ExaminationParts): Promise<ServerHealth> {
  const { session, signal, log, answerMs: timeoutMs } = parts;
  const catalog = new ToolCatalog(await session.tools({ timeoutMs, signal }));
  const reasons: string[] = [];
  for (const offer of offersOf(session, catalog, log)) {
    const health = await tryOffer(offer, identity, parts);
    if (health.kind !== 'unable') return health;
    reasons.push(`by its ${offer.tools}: ${health.reason}`);
  }
  const none = 'it lends no workers: neither its contract tools nor its worker tools are there';
  return { kind: 'unable', identity, reason: reasons.join('; ') || none };
}

/**
 * Finds out whether a server can be given work: does anybody answer, is it the right one, and does a
 * command that is given to it really run.
 * @throws {SwarmError} `cancelled`.
 */
export async function examineServer(parts: ExaminationParts): Promise<ServerHealth> {
  const { session, signal, answerMs: timeoutMs } = parts;
  try {
    const identity = await session.connect({ timeoutMs, signal });
    if (!serverName.test(identity.name)) {
      return { kind: 'stranger', reason: `it is "${identity.name}", not Mahavishnu` };
    }
    return await tryOffers(identity, parts);
  } catch (error) {
    throwIfCancelled(signal);
    return describeFailure(error);
  }
}
