import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { agentCatalog, catalogAgent } from './agents/acp/agentCatalog.ts';
import { SwarmError } from './base/swarmError.ts';
import type { Delivery } from './deliverFixes.ts';
import { commonAncestor } from './git/commonAncestor.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import type { ServerAddress } from './mahavishnu/serverAddress.ts';
import { type ProjectSettings, readProjectSettings } from './projectSettings.ts';
import type { IssueType } from './protocol/issueType.ts';
import type { AgentSettings, CheckerSettings } from './protocol/settings.ts';
import { hostAgentNames, namelessAgent } from './protocol/writtenAgent.ts';
import type { RunPlan } from './repeatRun.ts';
import type { Swarm } from './swarm.ts';

/** What somebody without an editor asks of a run; what they leave open, the project's settings say. */
export interface RunWishes {
  /** Files and folders, as they are called in `folder`; none for all. */
  readonly paths: readonly string[];
  readonly folder: string;
  readonly types: readonly IssueType[];
  readonly reported?: readonly ReportedProblem[] | undefined;
  readonly isSwarm: boolean;
  readonly workers: number;
  readonly server: ServerAddress | undefined;
  /** The ladder, by names. */
  readonly agents?: readonly string[] | undefined;
  /** An agent for this run only, called `command`; alone, unless `agents` names others. */
  readonly agentCommand?: string | undefined;
  /** Commands in place of the checkers that are found in the project. */
  readonly checks: readonly string[];
  readonly verify: boolean;
  readonly timeoutSeconds: number;
  readonly mergeVerified: boolean;
  /** Of that, only what agents have done whose work was always accepted here. */
  readonly mergeTrusted?: boolean | undefined;
  readonly delivery?: Delivery | undefined;
  /** A revision, such as `origin/main`: only problems in lines that have been changed since. */
  readonly since?: string | undefined;
  /** Problems that are known: only others. */
  readonly baseline?: readonly ReportedProblem[] | undefined;
  readonly maxFixes?: number | undefined;
  readonly maxMinutes?: number | undefined;
  readonly maxCost?: number | undefined;
  readonly maxTokens?: number | undefined;
}

/** Paths as people give them, relative to the repository. */
function toRepositoryPaths(workingTree: string, { folder, paths }: RunWishes): string[] {
  return paths.map((path) => {
    const inside = relative(workingTree, resolve(folder, path)).split(sep).join('/');
    if (inside.startsWith('..')) {
      throw new SwarmError('usage', `${path} is outside of the repository ${workingTree}.`);
    }
    if (existsSync(resolve(folder, path))) return inside;
    throw new SwarmError('usage', `There is no ${path} in ${folder}.`);
  });
}

function isOnlyInEditors(name: string): boolean {
  return hostAgentNames.some((known) => known === name);
}

function chooseAgents(wishes: RunWishes, settings: ProjectSettings): AgentSettings[] {
  const given: AgentSettings[] =
    wishes.agentCommand === undefined
      ? []
      : [{ kind: 'command', id: namelessAgent, command: wishes.agentCommand }];
  if (wishes.agents === undefined && given.length > 0) return given;
  // A ladder may name the editor's quick fixes, which nobody has here.
  const names = wishes.agents ?? settings.ladder.filter((name) => !isOnlyInEditors(name));
  const known: AgentSettings[] = [
    { kind: 'quickfix', id: 'quickfix' },
    ...settings.agents,
    ...given,
    ...agentCatalog.map(catalogAgent),
  ];
  return names.map((name) => {
    const agent = known.find((entry) => entry.id === name);
    if (agent !== undefined) return agent;
    const choice = [...new Set(known.map((entry) => entry.id))].join(', ');
    throw new SwarmError('usage', `There is no agent "${name}"; there are ${choice}.`);
  });
}

function chooseCheckers(
  { checks }: RunWishes,
  settings: ProjectSettings,
): readonly CheckerSettings[] {
  if (checks.length === 0) return settings.checkers;
  return checks.map((command, index) => ({ kind: 'command', id: `check-${index + 1}`, command }));
}

async function ancestorOf({ repository }: Swarm, { since }: RunWishes) {
  return since === undefined ? undefined : commonAncestor(repository.git, since);
}

/**
 * What to ask a swarm for, out of somebody's wishes and the settings of the project.
 * @throws {SwarmError} `usage` for a path or an agent that is not there, `configuration` for settings
 * of the project that are wrong.
 */
export async function planFor(swarm: Swarm, wishes: RunWishes): Promise<RunPlan> {
  const { workingTree } = swarm.repository;
  const settings = await readProjectSettings(workingTree);
  const { types, reported, isSwarm, workers, verify, timeoutSeconds, mergeVerified } = wishes;
  return {
    choice: {
      ...{ paths: toRepositoryPaths(workingTree, wishes), types, baseline: wishes.baseline },
      since: await ancestorOf(swarm, wishes),
    },
    ...(wishes.maxFixes === undefined ? {} : { maxFixes: wishes.maxFixes }),
    ...(wishes.maxMinutes === undefined ? {} : { maxMinutes: wishes.maxMinutes }),
    ...(wishes.maxCost === undefined ? {} : { maxCost: wishes.maxCost }),
    ...(wishes.maxTokens === undefined ? {} : { maxTokens: wishes.maxTokens }),
    delivery: wishes.delivery,
    ...{ reported, isSwarm, workers, verify, timeoutSeconds, mergeVerified },
    mergeTrusted: wishes.mergeTrusted,
    mahavishnu: wishes.server,
    agents: chooseAgents(wishes, settings),
    checkers: chooseCheckers(wishes, settings),
    setupCommand: settings.setup,
  };
}
