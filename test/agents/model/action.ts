/** What a scripted model does next. Paths are relative to the folder that the agent works in. */
export type Action =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'replace';
      readonly path: string;
      readonly oldText: string;
      readonly newText: string;
    }
  | { readonly kind: 'shell'; readonly command: string }
  /** Keeps the agent waiting; for good without `until`. */
  | { readonly kind: 'wait'; readonly until?: Promise<unknown> }
  /** A tool of the agent as it is; a text for tools that take no object. */
  | { readonly kind: 'raw'; readonly tool: string; readonly args: ToolArguments };

export type ToolArguments = Readonly<Record<string, unknown>> | string;

/** An action that an agent carries out with its tools. */
export type ToolAction = Extract<Action, { kind: 'read' | 'write' | 'replace' | 'shell' | 'raw' }>;

/** What a brain is asked with. */
export interface Conversation {
  /** The last text of the user that is a prompt of ours. */
  readonly prompt: string;
  /** What the tools have answered since, one text for each action. */
  readonly results: readonly string[];
  /** The names of the tools that the agent offers. */
  readonly tools: readonly string[];
}

/** What a scripted model thinks with. */
export type Brain = (conversation: Conversation) => Action | Promise<Action>;

/** Answers with one action after the other, and then says that it is done. */
export function inOrder(...actions: readonly Action[]): Brain {
  return ({ results }) => actions[results.length] ?? { kind: 'say', text: 'Done.' };
}
