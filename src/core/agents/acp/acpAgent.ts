import type { AgentApp, StopReason, Stream } from '@agentclientprotocol/sdk/unstable';
import { isSwarmError, throwIfCancelled } from '../../base/swarmError.ts';
import type { AcpAgentSettings } from '../../protocol/settings.ts';
import type { Agent, AgentContext, AgentReport } from '../agent.ts';
import type { AgentFault } from '../agentFault.ts';
import { AgentWords } from '../agentWords.ts';
import type { LeashWorld } from '../leashedStart.ts';
import { promptOf } from '../prompt/promptOf.ts';
import { AcpConversation } from './acpConversation.ts';
import { AcpProgram, type StartProcess } from './acpProgram.ts';
import { howToSignIn } from './agentCatalog.ts';
import { faultOf } from './requestFault.ts';
import { ToolCalls } from './toolCalls.ts';
import { type LimitPatience, type TurnsEnd, takeTurns, usualLimitPatience } from './turns.ts';
import { UsageMeter } from './usageMeter.ts';

/** Where the messages go to, and what it takes to end it. */
export interface AgentLine {
  readonly target: Stream | AgentApp;
  /** True when the operating system holds the agent to its worktree. */
  readonly isConfined: boolean;
  /** How it went away; undefined while it is there. */
  lastWords(): Promise<string | undefined>;
  end(isHurried: boolean): Promise<void>;
}

export type OpenLine = (
  context: Pick<AgentContext, 'worktree' | 'surroundings'>,
) => Promise<AgentLine>;

export interface AcpAgentParts {
  /** Starts programs; ends with the job what they leave behind. */
  readonly start: StartProcess;
  readonly leash?: LeashWorld;
  /** In place of a program, for tests. */
  readonly open?: OpenLine;
  readonly patience?: LimitPatience;
  /** For an agent to introduce itself, and to open a session. */
  readonly openMs?: number;
}

/** Programs that unpack themselves at their first start take their time. */
const usualOpenMs = 60_000;

/** Of those who try the same thing again and again. */
const mostComplaints = 10;

const longestComplaint = 300;

const endings: Readonly<Record<StopReason, string | undefined>> = {
  end_turn: undefined,
  max_tokens: 'stopped at the number of tokens that it may use',
  max_turn_requests: 'stopped at the number of calls that it may make',
  refusal: 'refused to go on',
  cancelled: 'says that it was cancelled, and nobody has done that',
};

/**
 * A program that speaks the Agent Client Protocol: one process for each attempt, in the worktree. What
 * it says of its work is logged and nothing more.
 */
export class AcpAgent implements Agent {
  readonly id: string;
  readonly isForeign = true;
  readonly isUnjudged = true;
  readonly retries: number;
  readonly #settings: AcpAgentSettings;
  readonly #parts: AcpAgentParts;

  constructor(settings: AcpAgentSettings, parts: AcpAgentParts) {
    this.id = settings.id;
    this.retries = settings.retries;
    this.#settings = settings;
    this.#parts = parts;
  }

  async attempt(context: AgentContext): Promise<AgentReport> {
    throwIfCancelled(context.signal);
    const errors = new Set<string>();
    const complain = (what: string): void => {
      if (errors.size < mostComplaints)
        errors.add(`${this.id}: ${what.slice(0, longestComplaint)}`);
    };
    const calls = new ToolCalls(context.worktree, this.#settings.allow);
    const line = await this.#openLine(context);
    let end: TurnsEnd;
    try {
      end = await this.#work(context, line, calls, (what) => complain(`was refused to ${what}`));
    } finally {
      await line.end(context.signal.aborted);
    }
    for (const stray of await calls.strays()) complain(stray);
    const ending = this.#complaintOf(end);
    if (ending !== undefined) errors.add(`${this.id}: ${ending}`);
    const isLimited = end.kind === 'failed' && end.fault.kind === 'limited';
    return { doubts: new Map(), overallDoubt: undefined, errors: [...errors], isLimited };
  }

  async #openLine(context: AgentContext): Promise<AgentLine> {
    if (this.#parts.open !== undefined) return this.#parts.open(context);
    const { start, leash } = this.#parts;
    const program = await AcpProgram.start(this.#settings, context, start, leash);
    return {
      target: program.stream,
      isConfined: program.isConfined,
      lastWords: () => program.lastWords(),
      end: (isHurried) => program.end(isHurried),
    };
  }

  async #work(
    context: AgentContext,
    line: AgentLine,
    calls: ToolCalls,
    onRefused: (what: string) => void,
  ): Promise<TurnsEnd> {
    const { signal, watcher } = context;
    const { usage, price, model } = this.#settings;
    const meter = new UsageMeter(usage, price);
    const onUsage = (): void => {
      const used = meter.take();
      if (used !== undefined) watcher.used({ model, ...used });
    };
    const words = new AgentWords({ log: context.log, said: (text) => watcher.said(text) });
    const refused = (what: string): void => {
      words.note(`was refused to ${what}`);
      onRefused(what);
    };
    const patience = this.#parts.patience ?? usualLimitPatience;
    const openMs = this.#parts.openMs ?? usualOpenMs;
    const parts = { worktree: context.worktree, settings: this.#settingsFor(line), openMs };
    try {
      const told = { words, meter, calls, refused, onUsage };
      const conversation = await AcpConversation.open(line.target, { ...parts, ...told }, signal);
      try {
        const prompt = await promptOf(context);
        const onLimited = (seconds: number): void => watcher.limited(seconds);
        const end = await takeTurns(conversation, { prompt, patience, signal, onLimited });
        return end.kind === 'ended' ? end : await this.#explained(end.fault, line);
      } finally {
        await conversation.close();
      }
    } catch (error) {
      throwIfCancelled(signal);
      if (isSwarmError(error)) throw error;
      return this.#explained(faultOf(error), line);
    }
  }

  #settingsFor({ isConfined }: AgentLine): AcpAgentSettings {
    const { mode, confinedMode } = this.#settings;
    return { ...this.#settings, mode: isConfined ? (confinedMode ?? mode) : mode };
  }

  /** A connection that broke tells less than the program that broke it. */
  async #explained(fault: AgentFault, line: AgentLine): Promise<TurnsEnd> {
    if (fault.kind !== 'other') return { kind: 'failed', fault };
    const how = await line.lastWords();
    return { kind: 'failed', fault: how === undefined ? fault : { ...fault, words: how } };
  }

  #complaintOf(end: TurnsEnd): string | undefined {
    if (end.kind === 'ended') return endings[end.stopReason];
    const { kind, words } = end.fault;
    switch (kind) {
      case 'limited':
        return `its service is asked for too much, also after a while: ${words}`;
      case 'signIn':
        return `is not signed in (${words}); ${howToSignIn(this.#settings.command)} once, or give it its key`;
      case 'other':
        return `failed: ${words}`;
    }
  }
}
