/** What the runner asks an agent that lives in its host, such as a chat model of an editor. */
export interface HostQuestion {
  readonly agent: string;
  /** The problems and the rules. */
  readonly prompt: string;
  /** The files that the problems are in, whole, as they are now. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** A stretch of a file, as it is, and what is to stand there. */
export interface HostEdit {
  /** Relative to the worktree, with `/`. */
  readonly file: string;
  /** Stands in the file exactly once; empty for a file that is to be made. */
  readonly oldText: string;
  readonly newText: string;
}

export interface HostAnswer {
  readonly edits: readonly HostEdit[];
  /** The agent's own words, for the log. */
  readonly words: string;
  /** Why there is no answer, in a line; empty when there is one. */
  readonly error: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Nothing was said, and nothing used. */
export const noAnswer: HostAnswer = {
  ...{ edits: [], words: '', error: '', model: '' },
  ...{ inputTokens: 0, outputTokens: 0 },
};
