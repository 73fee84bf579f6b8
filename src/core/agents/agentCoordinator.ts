import type { RunProcess } from '../base/runProcess.ts';
import type { Issue } from '../protocol/issue.ts';
import { ruleName } from '../protocol/ruleName.ts';
import type { AgentSettings } from '../protocol/settings.ts';
import type { TaskFile } from '../protocol/taskFile.ts';
import type { StartProcess } from './acp/acpProgram.ts';
import type { Agent } from './agent.ts';
import { scoreOf } from './agentScores.ts';
import { CommandAgent } from './commandAgent.ts';
import { type AskHost, HostAgent } from './host/hostAgent.ts';
import { MahavishnuAgent, type NoteWorker } from './mahavishnuAgent.ts';
import { EditorAgent } from './quickFix/editor/editorAgent.ts';
import type { EditorFixer } from './quickFix/editor/editorFixer.ts';
import type { Fixer, FixWorth } from './quickFix/fixer.ts';
import { QuickFixAgent } from './quickFix/quickFixAgent.ts';
import { RemoteAgent } from './remote/remoteAgent.ts';

/** One rung: an agent, and how likely it is to be of use for each type of issue. */
export interface LadderStep {
  readonly agent: Agent;
  /** Those of the issues that are worth giving to it. */
  readonly choose: (issues: readonly Issue[]) => readonly Issue[];
}

/** What agents work with. */
export interface AgentParts {
  readonly fixers: readonly Fixer[];
  /** What the editor offers, which is nothing where there is none. */
  readonly editor: EditorFixer;
  readonly run: RunProcess;
  readonly start: StartProcess;
  readonly askHost: AskHost;
  /** The order that they work for. */
  readonly file: TaskFile;
  /** For servers that ask for one; empty for none. */
  readonly serverToken: string;
  /** Writes down which workers of a server are ours, so that somebody else can close them. */
  readonly noteWorker: NoteWorker;
}

/**
 * Decides which agent tries what, and in which order: as configured, from the cheapest to the
 * dearest. Edits that a person must judge come last, for what nobody could mend for certain.
 */
export class AgentCoordinator {
  readonly #parts: AgentParts;

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  async ladder(settings: readonly AgentSettings[]): Promise<LadderStep[]> {
    const steps = settings.map((entry) => this.#step(entry, 'safe'));
    const last = settings
      .filter((entry) => entry.kind === 'quickfix' || entry.kind === 'editor')
      .map((entry) => this.#step(entry, 'proposed'));
    return Promise.all([...steps, ...last]);
  }

  async #step(settings: AgentSettings, worth: FixWorth): Promise<LadderStep> {
    const isOffered = ({ id }: Issue): boolean =>
      settings.kind !== 'editor' || this.#parts.editor.hasFixFor(id);
    const { job } = this.#parts.file;
    const avoided = new Set(job.kind === 'fix' ? job.avoid?.[settings.id] : undefined);
    const isWorthIt = (issue: Issue): boolean =>
      scoreOf(settings.kind, issue.type) > 0 && !avoided.has(ruleName(issue));
    const choose = (issues: readonly Issue[]) =>
      issues.filter((issue) => isWorthIt(issue) && isOffered(issue));
    return { agent: await this.#create(settings, worth), choose };
  }

  async #create(settings: AgentSettings, worth: FixWorth): Promise<Agent> {
    const { fixers, editor, run, start, askHost, file, serverToken, noteWorker } = this.#parts;
    switch (settings.kind) {
      case 'quickfix':
        return new QuickFixAgent(fixers, worth);
      case 'editor':
        return new EditorAgent(editor, worth, fixers);
      case 'command':
        return new CommandAgent(settings, run);
      case 'acp': {
        // Loaded only when there is such an agent: the protocol is large.
        const { AcpAgent } = await import('./acp/acpAgent.ts');
        return new AcpAgent(settings, { start });
      }
      case 'host':
        return new HostAgent(settings, askHost);
      case 'remote':
        return new RemoteAgent(settings, run, file);
      case 'mahavishnu':
        return new MahavishnuAgent(settings, {
          token: serverToken,
          noteWorker,
          timeoutSeconds: file.timeoutSeconds,
        });
    }
  }
}
