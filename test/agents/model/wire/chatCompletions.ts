import { z } from 'zod';
import { tokensIn, tokensOut } from '../usage.ts';
import { argumentText, content, textOf } from './textOf.ts';
import type { Entry, Question, Reply, StreamEvent, WireFormat } from './wireFormat.ts';

const message = z.looseObject({ role: z.string(), content, tool_call_id: z.string().optional() });

const request = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  messages: z.array(message),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
});

const kinds = { system: 'system', developer: 'system', user: 'user' } as const;

function isKnown(role: string): role is keyof typeof kinds {
  return role in kinds;
}

function entryOf({ role, content: said, tool_call_id: callId }: z.infer<typeof message>): Entry {
  const text = textOf(said);
  if (role === 'tool') return { kind: 'result', callId: callId ?? '', text };
  return { kind: isKnown(role) ? kinds[role] : 'model', text };
}

const usage = {
  prompt_tokens: tokensIn,
  completion_tokens: tokensOut,
  total_tokens: tokensIn + tokensOut,
};

function head(object: string, { id }: Reply, { model }: Question) {
  return { id: `chatcmpl-${id}`, object, created: 1, model };
}

function messageOf(reply: Reply) {
  if (reply.kind === 'text') return { content: reply.text };
  const { id, tool, args } = reply;
  const call = { name: tool, arguments: argumentText(args) };
  return { content: null, tool_calls: [{ index: 0, id, type: 'function', function: call }] };
}

function reasonOf({ kind }: Reply): string {
  return kind === 'call' ? 'tool_calls' : 'stop';
}

/** Chat completions, as OpenAI has them. */
export const chatCompletions: WireFormat = {
  name: 'chat completions',
  path: /\/chat\/completions$/,
  read(body) {
    const { model, stream = false, messages, tools = [] } = request.parse(body);
    return {
      model,
      isStreamed: stream,
      tools: tools.map((tool) => tool.function.name),
      entries: messages.map(entryOf),
    };
  },
  whole(reply, question) {
    const said = { role: 'assistant', ...messageOf(reply) };
    const choice = { index: 0, finish_reason: reasonOf(reply), message: said };
    return { ...head('chat.completion', reply, question), choices: [choice], usage };
  },
  stream(reply, question) {
    const chunk = (delta: object, reason: string | null = null): StreamEvent => ({
      data: {
        ...head('chat.completion.chunk', reply, question),
        choices: [{ index: 0, delta, finish_reason: reason }],
      },
    });
    return [
      chunk({ role: 'assistant', content: '' }),
      chunk(messageOf(reply)),
      chunk({}, reasonOf(reply)),
      { data: { ...head('chat.completion.chunk', reply, question), choices: [], usage } },
      { data: '[DONE]' },
    ];
  },
};
