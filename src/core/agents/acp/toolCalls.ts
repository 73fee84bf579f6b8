import { homedir } from 'node:os';
import type { ToolCallUpdate } from '@agentclientprotocol/sdk/unstable';
import { pathInside } from './pathInside.ts';
import { type Objection, objectionTo } from './permissionPolicy.ts';
import { actionOf, describeAction, mergeToolCalls, type ToolAction } from './toolAction.ts';

interface KnownCall {
  readonly call: ToolCallUpdate;
  readonly wasAsked: boolean;
}

/** Who makes more calls than that is judged by what is left in the worktree. */
const mostCalls = 5_000;

const changing: ReadonlySet<ToolAction['kind']> = new Set(['edit', 'delete', 'move']);

/** Where every program may look. */
const harmless =
  /^\/(?:dev\/(?:null|stdin|stdout|stderr)|usr|bin|lib|lib64|opt|etc|proc|sys)(?:\/|$)/;

/** Words of a command that may be places, as a shell would read them. */
function placesIn(command: string): string[] {
  const words = command.split(/[\s'"`;|&<>()=,]+/);
  return words.flatMap((word) => {
    const place = word.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, homedir());
    return place.startsWith('/') || /(?:^|\/)\.\.(?:\/|$)/.test(place) ? [place] : [];
  });
}

/** What an agent does with its tools, as it tells us: first the question, or first the deed. */
export class ToolCalls {
  readonly #calls = new Map<string, KnownCall>();
  readonly #worktree: string;
  readonly #allow: readonly string[];

  constructor(worktree: string, allow: readonly string[]) {
    this.#worktree = worktree;
    this.#allow = allow;
  }

  hear(call: ToolCallUpdate): void {
    this.#keep(call, false);
  }

  /** Whether the agent may; what is known of the call already counts too. */
  async ask(call: ToolCallUpdate): Promise<{ description: string; objection: Objection }> {
    const action = actionOf(this.#keep(call, true));
    const place = { worktree: this.#worktree, allow: this.#allow };
    return {
      description: describeAction(action, this.#worktree),
      objection: await objectionTo(action, place),
    };
  }

  /** What it says that it did elsewhere without asking, each to go on after its name. */
  async strays(): Promise<string[]> {
    const strays = new Set<string>();
    for (const { call, wasAsked } of this.#calls.values()) {
      if (wasAsked) continue;
      const stray = await this.#strayIn(actionOf(call));
      if (stray !== undefined) strays.add(stray);
    }
    return [...strays];
  }

  async #strayIn({ kind, paths, command }: ToolAction): Promise<string | undefined> {
    const places = command === undefined ? paths : placesIn(command);
    if (command === undefined && !changing.has(kind)) return undefined;
    for (const place of places) {
      if (harmless.test(place)) continue;
      if ((await pathInside(this.#worktree, place)) !== undefined) continue;
      return command === undefined
        ? `tried to change ${place}, which is outside of its worktree`
        : `ran without asking ${JSON.stringify(command)}`;
    }
    return undefined;
  }

  #keep(call: ToolCallUpdate, isAsked: boolean): ToolCallUpdate {
    const known = this.#calls.get(call.toolCallId);
    const merged = mergeToolCalls(known?.call, call);
    const wasAsked = isAsked || known?.wasAsked === true;
    if (known !== undefined || this.#calls.size < mostCalls) {
      this.#calls.set(call.toolCallId, { call: merged, wasAsked });
    }
    return merged;
  }
}
