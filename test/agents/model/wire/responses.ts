import { z } from 'zod';
import { tokensIn, tokensOut } from '../usage.ts';
import { argumentText, content, textOf } from './textOf.ts';
import type { Entry, Question, Reply, StreamEvent, WireFormat } from './wireFormat.ts';

const item = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content,
  call_id: z.string().optional(),
  output: content,
});

const request = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(item)]),
  tools: z.array(z.looseObject({ type: z.string(), name: z.string().optional() })).optional(),
});

const kinds = { system: 'system', developer: 'system', user: 'user' } as const;

function isKnown(role: string): role is keyof typeof kinds {
  return role in kinds;
}

function entryOf(one: z.infer<typeof item>): Entry {
  const { type = 'message', role = '', call_id: callId = '' } = one;
  if (type.endsWith('_output')) return { kind: 'result', callId, text: textOf(one.output) };
  return { kind: isKnown(role) ? kinds[role] : 'model', text: textOf(one.content) };
}

const usage = {
  input_tokens: tokensIn,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: tokensOut,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: tokensIn + tokensOut,
};

/** What is answered. A tool that takes a text instead of an object is called in its own way. */
function itemOf(reply: Reply) {
  if (reply.kind === 'text') {
    const said = { type: 'output_text', text: reply.text, annotations: [] };
    const head = { type: 'message', id: `msg_${reply.id}`, role: 'assistant' };
    return { ...head, status: 'completed', content: [said] };
  }
  const { id, tool: name, args } = reply;
  const head = { id: `item_${id}`, call_id: id, name, status: 'completed' };
  if (typeof args === 'string') return { ...head, type: 'custom_tool_call', input: args };
  return { ...head, type: 'function_call', arguments: argumentText(args) };
}

function responseOf(reply: Reply, { model }: Question) {
  const head = { id: `resp_${reply.id}`, object: 'response', model };
  return { ...head, status: 'completed', output: [itemOf(reply)], usage };
}

/** Responses, as OpenAI has them. */
export const responses: WireFormat = {
  name: 'responses',
  path: /\/responses$/,
  read(body) {
    const { model, stream = false, instructions, input, tools = [] } = request.parse(body);
    const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
    return {
      model,
      isStreamed: stream,
      tools: tools.map(({ name, type }) => name ?? type),
      entries: [{ kind: 'system', text: instructions ?? '' }, ...items.map(entryOf)],
    };
  },
  whole: responseOf,
  stream(reply, question) {
    const answered = itemOf(reply);
    const begun = { ...responseOf(reply, question), status: 'in_progress', output: [] };
    const added = { ...answered, status: 'in_progress' };
    const events: (readonly [string, object])[] = [
      ['response.created', { response: begun }],
      ['response.output_item.added', { output_index: 0, item: added }],
      ...textEvents(reply),
      ['response.output_item.done', { output_index: 0, item: answered }],
      ['response.completed', { response: responseOf(reply, question) }],
    ];
    return events.map(([name, fields], index): StreamEvent => {
      return { name, data: { type: name, sequence_number: index, ...fields } };
    });
  },
};

function textEvents(reply: Reply): (readonly [string, object])[] {
  if (reply.kind === 'call') return [];
  const place = { item_id: `msg_${reply.id}`, output_index: 0, content_index: 0 };
  return [['response.output_text.delta', { ...place, delta: reply.text }]];
}
