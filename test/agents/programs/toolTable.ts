import type { ToolAction } from '../model/action.ts';
import type { ToolCall } from '../model/wire/wireFormat.ts';

/** A call, made with what the call before it has answered. */
export type Step = (answer: string) => ToolCall;

/** How one agent program's tools do what is asked of a model. */
export interface ToolTable {
  /** The tools by which a program is known: no other offers all of them. */
  readonly marks: readonly string[];
  /** Finds the folder that it works in, in what it tells the model of itself. */
  readonly folder: RegExp;
  /** The calls for each action: more than one where the program wants to have read a file first. */
  readonly steps: StepTable;
}

type ActionOf<Kind> = Extract<ToolAction, { kind: Kind }>;

export type StepTable = {
  readonly [Kind in Exclude<ToolAction['kind'], 'raw'>]: (
    action: ActionOf<Kind>,
    /** Paths that are absolute. */
    locate: (path: string) => string,
  ) => readonly Step[];
};

/** Always the same call. */
export function call(tool: string, args: ToolCall['args']): Step {
  return () => ({ tool, args });
}
