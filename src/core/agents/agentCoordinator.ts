import type { RunProcess } from '../base/runProcess.ts';
import type { Issue } from '../protocol/issue.ts';
import type { AgentSettings } from '../protocol/settings.ts';
import type { Agent } from './agent.ts';
import { scoreOf } from './agentScores.ts';
import { CommandAgent } from './commandAgent.ts';
import type { Fixer } from './quickFix/fixer.ts';
import { QuickFixAgent } from './quickFix/quickFixAgent.ts';

/** One rung: an agent, and how likely it is to be of use for each type of issue. */
export interface LadderStep {
  readonly agent: Agent;
  /** Those of the issues that are worth giving to it. */
  readonly choose: (issues: readonly Issue[]) => readonly Issue[];
}

/**
 * Decides which agent tries what, and in which order: as configured, from the cheapest to the
 * dearest. Edits that a person must judge come last, for what nobody could mend for certain.
 */
export class AgentCoordinator {
  readonly #fixers: readonly Fixer[];
  readonly #run: RunProcess;

  constructor(fixers: readonly Fixer[], run: RunProcess) {
    this.#fixers = fixers;
    this.#run = run;
  }

  ladder(settings: readonly AgentSettings[]): LadderStep[] {
    const steps = settings.map((entry) => this.#step(entry, this.#create(entry)));
    const last = settings
      .filter((entry) => entry.kind === 'quickfix')
      .map((entry) => this.#step(entry, new QuickFixAgent(this.#fixers, 'proposed')));
    return [...steps, ...last];
  }

  #create(settings: AgentSettings): Agent {
    if (settings.kind === 'quickfix') return new QuickFixAgent(this.#fixers, 'safe');
    return new CommandAgent(settings, this.#run);
  }

  #step(settings: AgentSettings, agent: Agent): LadderStep {
    const choose = (issues: readonly Issue[]) =>
      issues.filter((issue) => scoreOf(settings.kind, issue.type) > 0);
    return { agent, choose };
  }
}
