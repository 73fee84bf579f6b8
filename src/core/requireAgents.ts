import { type StandingWorld, standingOf } from './agents/agentStanding.ts';
import { SwarmError } from './base/swarmError.ts';
import type { AgentSettings } from './protocol/settings.ts';

/**
 * Looks whether all agents of a ladder can be started, before anything else is.
 * @throws {SwarmError} `process`: the first that cannot, and what to do.
 */
export async function requireAgents(
  agents: readonly AgentSettings[],
  world?: StandingWorld,
): Promise<void> {
  for (const agent of agents) {
    const { id, lack } = await standingOf(agent, world);
    if (lack === undefined) continue;
    const { what, advice } = lack;
    const way =
      advice === '' ? 'take it out of the ladder' : `${advice}, or take it out of the ladder`;
    throw new SwarmError('process', `The agent ${id} cannot be used: ${what}; ${way}.`);
  }
}
