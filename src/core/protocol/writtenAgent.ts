import type { AgentSettings } from './settings.ts';

/** An agent as a person writes it down, under its name. */
export type WrittenAgent =
  /** A program that edits files, with the prompt on its standard input. */
  | { readonly command: string }
  /**
   * A program that carries a task to another machine: a bundle goes in, a bundle comes out. Over there
   * quick fixes are tried, then `agent`, a program as above.
   */
  | { readonly remote: string; readonly agent?: string | undefined }
  /** The type of a worker of a Mahavishnu server that is an agent itself, such as `terminal-claude`. */
  | { readonly mahavishnu: string };

/** The settings of an agent that somebody has written down. */
export function agentNamed(id: string, written: WrittenAgent): AgentSettings {
  if ('command' in written) return { kind: 'command', id, command: written.command };
  if ('mahavishnu' in written) {
    return { kind: 'mahavishnu', id, workerType: written.mahavishnu, server: '' };
  }
  const { remote, agent } = written;
  const further =
    agent === undefined ? [] : [{ kind: 'command', id: 'agent', command: agent } as const];
  return {
    kind: 'remote',
    id,
    command: remote,
    agents: [{ kind: 'quickfix', id: 'quickfix' }, ...further],
  };
}
