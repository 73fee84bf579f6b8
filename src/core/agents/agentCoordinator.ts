import type { RunProcess } from '../base/runProcess.ts';
import type { Issue } from '../protocol/issue.ts';
import type { AgentSettings } from '../protocol/settings.ts';
import type { Agent } from './agent.ts';
import { scoreOf } from './agentScores.ts';
import { CommandAgent } from './commandAgent.ts';
import { EditorAgent } from './quickFix/editor/editorAgent.ts';
import type { EditorFixer } from './quickFix/editor/editorFixer.ts';
import type { Fixer, FixWorth } from './quickFix/fixer.ts';
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
  readonly #editor: EditorFixer;

  /** @param editor what the editor offers, which is nothing where there is none. */
  constructor(fixers: readonly Fixer[], run: RunProcess, editor: EditorFixer) {
    this.#fixers = fixers;
    this.#run = run;
    this.#editor = editor;
  }

  ladder(settings: readonly AgentSettings[]): LadderStep[] {
    const steps = settings.map((entry) => this.#step(entry, 'safe'));
    const last = settings
      .filter((entry) => entry.kind !== 'command')
      .map((entry) => this.#step(entry, 'proposed'));
    return [...steps, ...last];
  }

  #step(settings: AgentSettings, worth: FixWorth): LadderStep {
    const isOffered = ({ id }: Issue): boolean =>
      settings.kind !== 'editor' || this.#editor.hasFixFor(id);
    const choose = (issues: readonly Issue[]) =>
      issues.filter((issue) => scoreOf(settings.kind, issue.type) > 0 && isOffered(issue));
    return { agent: this.#create(settings, worth), choose };
  }

  #create(settings: AgentSettings, worth: FixWorth): Agent {
    switch (settings.kind) {
      case 'quickfix':
        return new QuickFixAgent(this.#fixers, worth);
      case 'editor':
        return new EditorAgent(this.#editor, worth, this.#fixers);
      case 'command':
        return new CommandAgent(settings, this.#run);
    }
  }
}
