import { z } from 'zod';
import { tokensIn, tokensOut } from '../usage.ts';
import { content, textOf } from './textOf.ts';
import type { Entry, Question, Reply, WireFormat } from './wireFormat.ts';

const part = z.looseObject({
  text: z.string().optional(),
  functionResponse: z.looseObject({ id: z.string().optional(), response: z.unknown() }).optional(),
});

const turn = z.looseObject({ role: z.string().optional(), parts: z.array(part).optional() });

const request = z.looseObject({
  systemInstruction: z.looseObject({ parts: content }).optional(),
  contents: z.array(turn),
  tools: z
    .array(
      z.looseObject({
        functionDeclarations: z.array(z.looseObject({ name: z.string() })).optional(),
      }),
    )
    .optional(),
});

/** What a tool has answered, as gemini has it; anything else as it is. */
const toolAnswer = z.union([
  z.looseObject({ output: z.string() }).transform(({ output }) => output),
  z.looseObject({ error: z.string() }).transform(({ error }) => error),
  z.unknown().transform((value) => JSON.stringify(value)),
]);

function entriesOf({ role, parts = [] }: z.infer<typeof turn>): Entry[] {
  const speaker = role === 'model' ? 'model' : 'user';
  return parts.map(({ text = '', functionResponse: result }) => {
    if (result === undefined) return { kind: speaker, text };
    return { kind: 'result', callId: result.id ?? '', text: toolAnswer.parse(result.response) };
  });
}

function answerOf(reply: Reply, { model }: Question) {
  const said =
    reply.kind === 'text'
      ? { text: reply.text }
      : { functionCall: { id: reply.id, name: reply.tool, args: reply.args } };
  return {
    candidates: [{ index: 0, finishReason: 'STOP', content: { role: 'model', parts: [said] } }],
    usageMetadata: {
      promptTokenCount: tokensIn,
      candidatesTokenCount: tokensOut,
      totalTokenCount: tokensIn + tokensOut,
    },
    modelVersion: model,
  };
}

/** `generateContent`, as Gemini has it. */
export const generateContent: WireFormat = {
  name: 'generateContent',
  path: /:(streamG|g)enerateContent$/,
  read(body, path) {
    const { systemInstruction, contents, tools = [] } = request.parse(body);
    const declared = tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations);
    const system = textOf(systemInstruction?.parts);
    return {
      model: /([^/]+):[^:]*$/.exec(path)?.[1] ?? '',
      isStreamed: path.includes(':stream'),
      tools: declared.map(({ name }) => name),
      entries: [{ kind: 'system', text: system }, ...contents.flatMap(entriesOf)],
    };
  },
  whole: answerOf,
  stream: (reply, question) => [{ data: answerOf(reply, question) }],
};
