import type { ToolArguments } from '../action.ts';

/** One thing that a conversation holds, whatever the format. */
export type Entry =
  | { readonly kind: 'system' | 'user' | 'model'; readonly text: string }
  | { readonly kind: 'result'; readonly callId: string; readonly text: string };

/** What an agent asks a model. */
export interface Question {
  readonly model: string;
  readonly isStreamed: boolean;
  readonly tools: readonly string[];
  readonly entries: readonly Entry[];
}

/** A tool that the agent shall run. */
export interface ToolCall {
  readonly tool: string;
  readonly args: ToolArguments;
}

/** What a model answers. */
export type Reply =
  | { readonly kind: 'text'; readonly id: string; readonly text: string }
  | ({ readonly kind: 'call'; readonly id: string } & ToolCall);

/** An event of a stream; some formats name theirs. */
export interface StreamEvent {
  readonly name?: string;
  readonly data: unknown;
}

/** How agents and models of one kind talk. */
export interface WireFormat {
  readonly name: string;
  /** The paths of its questions. */
  readonly path: RegExp;
  /** @throws when that is no question of this format. */
  read(body: unknown, path: string): Question;
  /** An answer in one piece. */
  whole(reply: Reply, question: Question): unknown;
  /** The same answer as a stream. */
  stream(reply: Reply, question: Question): readonly StreamEvent[];
}
