import { z } from 'zod';
import { tokensIn, tokensOut } from '../usage.ts';
import { argumentText, content, textOf } from './textOf.ts';
import type { Entry, Question, Reply, StreamEvent, WireFormat } from './wireFormat.ts';

const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  tool_use_id: z.string().optional(),
  content,
});

const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(block)]),
});

const request = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  system: content,
  messages: z.array(message),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
});

function entriesOf({ role, content: said }: z.infer<typeof message>): Entry[] {
  const blocks = typeof said === 'string' ? [{ type: 'text', text: said }] : said;
  const speaker = role === 'user' || role === 'system' ? role : 'model';
  return blocks.map(({ text = '', tool_use_id: callId, content: result }) => {
    if (callId !== undefined) return { kind: 'result', callId, text: textOf(result) };
    return { kind: speaker, text };
  });
}

const usage = { input_tokens: tokensIn, output_tokens: tokensOut };

function blockOf(reply: Reply) {
  if (reply.kind === 'text') return { type: 'text', text: reply.text };
  return { type: 'tool_use', id: reply.id, name: reply.tool, input: reply.args };
}

function reasonOf({ kind }: Reply): string {
  return kind === 'call' ? 'tool_use' : 'end_turn';
}

function messageOf(reply: Reply, { model }: Question) {
  const head = { id: `msg_${reply.id}`, type: 'message', role: 'assistant', model };
  const end = { stop_reason: reasonOf(reply), stop_sequence: null };
  return { ...head, content: [blockOf(reply)], ...end, usage };
}

/** An empty block, and what fills it. */
function partsOf(reply: Reply): readonly [object, object] {
  if (reply.kind === 'text') {
    return [
      { type: 'text', text: '' },
      { type: 'text_delta', text: reply.text },
    ];
  }
  const delta = { type: 'input_json_delta', partial_json: argumentText(reply.args) };
  return [{ ...blockOf(reply), input: {} }, delta];
}

/** Messages, as Anthropic has them. */
export const messages: WireFormat = {
  name: 'messages',
  path: /\/messages$/,
  read(body) {
    const { model, stream = false, system, messages: said, tools = [] } = request.parse(body);
    return {
      model,
      isStreamed: stream,
      tools: tools.map(({ name }) => name),
      entries: [{ kind: 'system', text: textOf(system) }, ...said.flatMap(entriesOf)],
    };
  },
  whole: messageOf,
  stream(reply, question) {
    const begun = { ...messageOf(reply, question), content: [], stop_reason: null };
    const [empty, delta] = partsOf(reply);
    const events: Record<string, object> = {
      message_start: { message: { ...begun, usage: { ...usage, output_tokens: 1 } } },
      content_block_start: { index: 0, content_block: empty },
      content_block_delta: { index: 0, delta },
      content_block_stop: { index: 0 },
      message_delta: { delta: { stop_reason: reasonOf(reply) }, usage },
      message_stop: {},
    };
    return Object.entries(events).map(([name, fields]): StreamEvent => {
      return { name, data: { type: name, ...fields } };
    });
  },
};
