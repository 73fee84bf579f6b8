import { SwarmError } from './base/swarmError.ts';
import type { AgentSettings } from './protocol/settings.ts';
import type { RunRequest } from './runRequest.ts';

/**
 * The ladder of a run, in which agents of a server have the address of the run's own.
 * @throws {SwarmError} `configuration` when there is such an agent, but no server.
 */
export function agentsAt({
  agents,
  mahavishnu,
}: Pick<RunRequest, 'agents' | 'mahavishnu'>): readonly AgentSettings[] {
  return agents.map((agent) => {
    if (agent.kind !== 'mahavishnu') return agent;
    // A run that repeats another one is asked for without an address.
    const server = mahavishnu?.url.href ?? agent.server;
    if (server !== '') return { ...agent, server };
    const advice = 'name its address, or take the agent out of the ladder';
    throw new SwarmError(
      'configuration',
      `The agent ${agent.id} is a worker of a Mahavishnu server, and none is to be used: ${advice}.`,
    );
  });
}
