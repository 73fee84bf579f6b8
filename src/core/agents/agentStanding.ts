import { findProgram } from '../base/findProgram.ts';
import { findSandbox, type SandboxAnswer } from '../confinement/findSandbox.ts';
import type { AgentSettings, Leash } from '../protocol/settings.ts';
import { howToInstall } from './acp/agentCatalog.ts';

/** How far an agent is held to its worktree. */
export type Hold =
  /** Its edits are made by us, and nowhere else. */
  | { readonly kind: 'ours' }
  | { readonly kind: 'confined'; readonly by: string }
  /** It could write anywhere; that is only noticed. */
  | { readonly kind: 'free'; readonly reason: string };

/** What is known of an agent before it is started. */
export interface AgentStanding {
  readonly id: string;
  readonly hold: Hold;
  /** Why it cannot be started here; undefined when it can. */
  readonly lack: Lack | undefined;
}

export interface Lack {
  /** Such as `qwen is not installed`. */
  readonly what: string;
  /** What to type, or to do; empty when nobody knows. */
  readonly advice: string;
}

export interface StandingWorld {
  readonly environment?: NodeJS.ProcessEnv;
  readonly findSandbox?: () => Promise<SandboxAnswer>;
}

async function holdOf({ confine = 'off' }: Partial<Leash>, world: StandingWorld): Promise<Hold> {
  if (confine === 'off') return { kind: 'free', reason: 'as its settings say' };
  const answer = await (world.findSandbox ?? findSandbox)();
  if (answer.sandbox === undefined) return { kind: 'free', reason: answer.reason };
  return { kind: 'confined', by: answer.sandbox.name };
}

async function missingProgram(
  command: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Lack | undefined> {
  if ((await findProgram(command, environment)) !== undefined) return undefined;
  return { what: `${command} is not installed`, advice: howToInstall(command) ?? '' };
}

async function confinedStanding(
  agent: Partial<Leash> & Pick<AgentSettings, 'id'>,
  missing: Lack | undefined,
  world: StandingWorld,
): Promise<AgentStanding> {
  const { id, confine } = agent;
  const hold = await holdOf(agent, world);
  const mustBeHeld = confine === 'required' && hold.kind === 'free';
  const lack = mustBeHeld ? { what: 'it cannot be confined', advice: hold.reason } : undefined;
  return { id, hold, lack: missing ?? lack };
}

/** What is known of an agent without starting it. */
export async function standingOf(
  agent: AgentSettings,
  world: StandingWorld = {},
): Promise<AgentStanding> {
  const { id } = agent;
  switch (agent.kind) {
    case 'quickfix':
    case 'editor':
    case 'host':
      return { id, hold: { kind: 'ours' }, lack: undefined };
    case 'remote':
      return { id, hold: { kind: 'free', reason: 'it works on another machine' }, lack: undefined };
    case 'mahavishnu':
      return { id, hold: { kind: 'free', reason: 'its server starts it' }, lack: undefined };
    case 'command':
      return confinedStanding(agent, undefined, world);
    case 'acp': {
      const environment = { ...(world.environment ?? process.env), ...agent.env };
      return confinedStanding(agent, await missingProgram(agent.command, environment), world);
    }
  }
}
