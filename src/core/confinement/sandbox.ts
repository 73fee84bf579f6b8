/** What a confined program may touch. Paths that are not absolute are left out, and so is `/`. */
export interface Territory {
  /** Its current folder; writable. */
  readonly worktree: string;
  /**
   * Its own state (configuration, logs, caches) and other places that it may write to. Those that do
   * not exist are left out, and so is one that is reached by a link which lies in a writable place:
   * a confined program may have laid it.
   */
  readonly writable: readonly string[];
  /**
   * Never written to, although below a writable one: the `.git` of the worktree, and dependency
   * folders, whose files are hard links of the user's own. Those that do not exist are left out.
   */
  readonly readOnly: readonly string[];
  /**
   * To be seen although it may lie in a temporary folder, never written to: the main checkout, its git
   * directory, the program itself. Those that do not exist are left out.
   */
  readonly visible: readonly string[];
}

export interface StartedProgram {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Starts programs in such a way that they, and all that they start, can write nowhere but in their
 * territory. They read what the user can read, and the network stays open.
 */
export interface Sandbox {
  readonly name: 'bubblewrap' | 'seatbelt';
  /**
   * The same program, confined; it starts in the worktree. What is there now counts: wrap it anew for
   * each start, right before it. Start it as the leader of a process group,
   * and end that group: the program ends with it at once, and so does all that it has started under
   * bubblewrap, even what has left the group. A polite signal is no more than that either.
   * @throws {SwarmError} `environment` when the worktree does not exist.
   */
  wrap(program: StartedProgram, territory: Territory): Promise<StartedProgram>;
}
