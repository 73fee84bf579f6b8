import type { Confinement, TokenPrice } from './settings.ts';

/** Agents that only an editor has: its quick fixes, and its chat model. */
export const hostAgentNames = ['editor', 'chat'] as const;

/** What an agent is called that was given as a command for one run. */
export const namelessAgent = 'command';

export interface WrittenLeash {
  readonly confine?: Confinement | undefined;
  readonly writable?: readonly string[] | undefined;
  readonly retries?: number | undefined;
}

/** A program that speaks the Agent Client Protocol. */
export interface WrittenAcpAgent extends WrittenLeash {
  /** The name of one that is known, such as `codex`, or the program to start. */
  readonly acp: string;
  readonly args?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly mode?: string | undefined;
  readonly model?: string | undefined;
  readonly allow?: readonly string[] | undefined;
  readonly price?: TokenPrice | undefined;
}

/** An agent as a person writes it down, under its name. */
export type WrittenAgent =
  /** A program that edits files, with the prompt on its standard input. */
  | ({ readonly command: string } & WrittenLeash)
  | WrittenAcpAgent
  /**
   * A program that carries a task to another machine: a bundle goes in, a bundle comes out. Over there
   * quick fixes are tried, then `agent`, a program as above.
   */
  | { readonly remote: string; readonly agent?: string | undefined }
  /** The type of a worker of a Mahavishnu server that is an agent itself, such as `terminal-claude`. */
  | { readonly mahavishnu: string };
