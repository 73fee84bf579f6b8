/** Somewhere that has the Python of a release, with tmux and git. */
export interface Place {
  readonly python: string;
  /** What to start on this machine so that these words run there. */
  command(words: readonly string[]): readonly string[];
}

/** This machine's own programs. */
export function thisMachine(python: string): Place {
  return { python, command: (words) => words };
}
