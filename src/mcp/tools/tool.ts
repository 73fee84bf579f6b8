import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type {
  CallToolResult,
  ServerNotification,
  ServerRequest,
  ToolAnnotations,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import type { McpContext } from '../mcpContext.ts';
import { failedAnswer } from '../output/failedAnswer.ts';
import { ProgressReport } from '../progressReport.ts';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;
type Values<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** Somebody waits for the answer of a tool. */
export interface ToolCall {
  /** Fires when nobody waits any more. */
  readonly signal: AbortSignal;
  /** True when the conversation itself is over, and not only this call. */
  isCutOff(): boolean;
  readonly progress: ProgressReport;
}

export interface ToolAnswer<Output extends z.ZodRawShape> {
  /** For people, and for clients that show a model nothing else. */
  readonly text: string;
  readonly data: Values<Output>;
  /** The full text of something that is cut here. */
  readonly link?: { readonly uri: string; readonly name: string; readonly mimeType: string };
}

/** A tool as data, and what it does. */
export interface ToolDefinition<Input extends z.ZodRawShape, Output extends z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  /** For a model: what it does, when to use it, how long it takes. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: ToolAnnotations;
  /** @throws {SwarmError} in one line that a model can act on. */
  answer(context: McpContext, input: Values<Input>, call: ToolCall): Promise<ToolAnswer<Output>>;
}

/** A tool that can be put on a server. */
export interface Tool {
  readonly name: string;
  register(server: McpServer, context: McpContext): void;
}

/** Somebody else's words in an error are not to fill a screen. */
const mostNamed = 100;

function refuseUnknown(names: readonly string[], known: readonly string[]): string {
  const unknown = names.join(', ');
  const shown = unknown.length > mostNamed ? `${unknown.slice(0, mostNamed)}…` : unknown;
  const choice = known.length === 0 ? 'it takes none' : `there are ${known.join(', ')}`;
  return `There is no argument ${shown}; ${choice}.`;
}

/** Takes no argument that is not declared: a model is to hear of what it has misspelt. */
function inputSchema<Input extends z.ZodRawShape>(input: Input) {
  return z.strictObject(input, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? refuseUnknown(issue.keys, Object.keys(input))
        : undefined,
  });
}

function toResult<Output extends z.ZodRawShape>(answer: ToolAnswer<Output>): CallToolResult {
  const { text, data, link } = answer;
  const content: CallToolResult['content'] = [{ type: 'text', text }];
  if (link !== undefined) content.push({ type: 'resource_link', ...link });
  return { content, structuredContent: { ...data } };
}

function toCall(server: McpServer, { signal, _meta, sendNotification }: Extra): ToolCall {
  const token = _meta?.progressToken;
  const progress = new ProgressReport(async (params) => {
    if (token === undefined) return;
    const method = 'notifications/progress';
    await sendNotification({ method, params: { progressToken: token, ...params } });
  });
  return { signal, progress, isCutOff: () => !server.isConnected() };
}

/** Makes a tool of its definition: it is checked, bounded, and answers with an error in one line. */
export function defineTool<Input extends z.ZodRawShape, Output extends z.ZodRawShape>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  const { name, title, description, input, output, annotations } = definition;
  return {
    name,
    register(server, context) {
      const handle = async (values: unknown, extra: Extra): Promise<CallToolResult> => {
        try {
          const checked = inputSchema(input).parse(values);
          const call = toCall(server, extra);
          return toResult(
            await context.gate.enter(() => definition.answer(context, checked, call)),
          );
        } catch (error) {
          return failedAnswer(error, context.log);
        }
      };
      const schemas = { inputSchema: inputSchema(input), outputSchema: z.object(output) };
      server.registerTool(name, { title, description, annotations, ...schemas }, handle);
    },
  };
}
