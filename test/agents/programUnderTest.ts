import type { AgentProgram } from './programs/agentProgram.ts';
import { agentPrograms } from './programs/programs.ts';

/** Names the program that the tests are run against. */
export const programVariable = 'SWARM_TEST_AGENT';

/** @throws when the environment names none. */
export function programUnderTest(): AgentProgram {
  const found = agentPrograms.find(({ id }) => id === process.env[programVariable]);
  if (found === undefined) throw new Error('These tests are started by npm run test:agents.');
  return found;
}
