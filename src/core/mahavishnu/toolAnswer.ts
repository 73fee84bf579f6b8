import * as z from 'zod';
import { SwarmError } from '../base/swarmError.ts';

/** So much of what a server says is passed on to people. */
const mostWords = 300;

/** What comes back from a tool, as far as it matters here. */
export interface ToolResult {
  readonly isError?: boolean | undefined;
  readonly structuredContent?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: readonly unknown[] | undefined;
}

const textShape = z.looseObject({ type: z.literal('text'), text: z.string() });
const failureShape = z.looseObject({
  status: z.string().optional(),
  success: z.boolean().optional(),
  error: z.unknown().optional(),
});

/** Failures that servers report in the middle of an answer that is none. */
const badStates = new Set(['failed', 'error', 'unavailable', 'unhealthy', 'rate_limited']);

function textOf({ content = [] }: ToolResult): string {
  return content
    .flatMap((block) => {
      const { data } = textShape.safeParse(block);
      return data === undefined ? [] : [data.text];
    })
    .join('\n');
}

/** One line of a server's words, without what could trouble a terminal. */
export function plainWords(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ').trim();
  return line.length > mostWords ? `${line.slice(0, mostWords)} …` : line;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Answers that are not objects come in one, as `result`; so do some that are. */
function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  return keys.length === 1 && 'result' in value ? value.result : value;
}

function refuse(tool: string, words: unknown): never {
  const text = typeof words === 'string' ? words : JSON.stringify(words ?? '');
  throw new SwarmError('unavailable', `${tool}: ${plainWords(text) || 'it failed'}`);
}

/**
 * What a tool has answered, in whatever wrapping.
 * @throws {SwarmError} `unavailable` when it says that it failed, in any of the ways there are.
 */
export function readAnswer(tool: string, result: ToolResult): unknown {
  const text = textOf(result);
  if (result.isError === true) refuse(tool, text);
  const value = unwrap(result.structuredContent ?? parseText(text));
  const { data: failure } = failureShape.safeParse(value);
  if (failure === undefined) return value;
  if (failure.success === false || badStates.has(failure.status ?? '')) {
    refuse(tool, failure.error ?? failure.status);
  }
  return value;
}
