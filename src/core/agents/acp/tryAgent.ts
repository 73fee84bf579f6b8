import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PipedCommand, PipedProcess } from '../../base/pipedProcess.ts';
import { messageOf } from '../../base/swarmError.ts';
import type { AcpAgentSettings } from '../../protocol/settings.ts';
import { AgentWords } from '../agentWords.ts';
import { AcpConversation } from './acpConversation.ts';
import { AcpProgram } from './acpProgram.ts';
import { howToSignIn } from './agentCatalog.ts';
import { faultOf } from './requestFault.ts';
import { ToolCalls } from './toolCalls.ts';
import { UsageMeter } from './usageMeter.ts';

/** Programs that unpack themselves at their first start take their time. */
const openMs = 60_000;

const silent = { log: () => undefined, said: () => undefined };

async function openSession(
  settings: AcpAgentSettings,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const surroundings = { readOnly: [], visible: [] };
  const start = (command: PipedCommand): PipedProcess => new PipedProcess(command);
  const program = await AcpProgram.start(settings, { worktree: folder, surroundings }, start);
  try {
    const told = { refused: () => undefined, onUsage: () => undefined };
    const parts = {
      ...{ worktree: folder, settings, openMs, words: new AgentWords(silent) },
      ...{ meter: new UsageMeter(settings.usage, undefined), calls: new ToolCalls(folder, []) },
    };
    const target = program.stream;
    const conversation = await AcpConversation.open(target, { ...parts, ...told }, signal);
    await conversation.close();
    return '';
  } catch (error) {
    const { kind, words } = faultOf(error);
    const how = kind === 'other' ? ((await program.lastWords()) ?? words) : words;
    return kind === 'signIn' ? `not signed in; ${howToSignIn(settings.command)}` : how;
  } finally {
    await program.end(signal.aborted);
  }
}

/**
 * Starts an agent in an empty folder, and opens a session; no model is asked.
 * @returns what is in the way of its work, in a line; empty when nothing is.
 */
export async function tryAgent(settings: AcpAgentSettings, signal: AbortSignal): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'swarm-autofix-agent-'));
  try {
    return await openSession(settings, folder, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return messageOf(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
