import { agentCatalog, catalogAgent } from './agents/acp/agentCatalog.ts';
import { type AgentStanding, type StandingWorld, standingOf } from './agents/agentStanding.ts';
import { findProgram } from './base/findProgram.ts';
import type { RunProcess } from './base/runProcess.ts';
import { isSwarmError } from './base/swarmError.ts';
import type { AgentSettings } from './protocol/settings.ts';

/** An agent that a ladder could name here. */
export interface SurveyedAgent extends AgentStanding {
  readonly settings: AgentSettings;
  /** As its makers write it; its own name for one of the project. */
  readonly name: string;
  /** Such as `1.18.33`; empty when it is not known. */
  readonly version: string;
}

/** One that hangs is as good as none. */
const answerTimeoutMs = 15_000;

async function versionOf(agent: AgentSettings, run: RunProcess, cwd: string): Promise<string> {
  if (agent.kind !== 'acp') return '';
  const environment = { ...process.env, ...agent.env };
  const command = await findProgram(agent.command, environment);
  if (command === undefined) return '';
  const args = ['--version'];
  const timeoutMs = answerTimeoutMs;
  try {
    const { stdout } = await run({ command, args, cwd, timeoutMs, env: agent.env });
    return /\d+\.\d+[\w.+-]*/.exec(stdout.toString())?.[0] ?? '';
  } catch (error) {
    // A program that cannot say its version may work all the same.
    if (isSwarmError(error, 'process')) return '';
    throw error;
  }
}

/**
 * All agents that a ladder could name: those of the project, and those that are known, installed or not.
 * @param own those of the project's settings, which go before known ones of the same name.
 */
export async function surveyAgents(
  own: readonly AgentSettings[],
  run: RunProcess,
  cwd: string,
  world?: StandingWorld,
): Promise<SurveyedAgent[]> {
  const taken = new Set(own.map(({ id }) => id));
  const known = agentCatalog.filter(({ id }) => !taken.has(id)).map(catalogAgent);
  const survey = async (settings: AgentSettings): Promise<SurveyedAgent> => {
    const standing = await standingOf(settings, world);
    const name = agentCatalog.find(({ id }) => id === settings.id)?.name ?? settings.id;
    const version = standing.lack === undefined ? await versionOf(settings, run, cwd) : '';
    return { ...standing, settings, name, version };
  };
  return Promise.all([...own, ...known].map(survey));
}
