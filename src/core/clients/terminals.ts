import { randomUUID } from 'node:crypto';

/** A terminal that somebody else's program holds. */
export interface Terminal {
  readonly id: string;
}

/** A name that no terminal has yet; the path of a socket that is called so stays short. */
export function newTerminalId(): string {
  return `swarm-${randomUUID().slice(0, 8)}`;
}

/** True for names of the form that {@link newTerminalId} gives: nobody else calls a terminal so. */
export function isOurTerminalId(id: string): boolean {
  return /^swarm-[0-9a-f]{8}$/.test(id);
}

/** Lends terminals, in each of which one script of ours is started. */
export interface Terminals {
  /**
   * Starts a shell script in a terminal of its own.
   * @param id names it; letters, digits and `-`, 32 at most.
   * @param script the absolute path of the script: the only thing of ours that a terminal gets to see.
   * @throws {SwarmError} `unavailable` when that cannot be done.
   */
  open(id: string, script: string, signal?: AbortSignal): Promise<Terminal>;
  /** Ends it with what runs in it; one that is gone already is no error. */
  close(terminal: Terminal, signal?: AbortSignal): Promise<void>;
}
