import type { ServerResponse } from 'node:http';
import type { Fault } from './fault.ts';
import type { Question, Reply, StreamEvent, WireFormat } from './wire/wireFormat.ts';

const json = { 'content-type': 'application/json' };
const eventStream = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

/** A reply, ready to be sent in a format. */
export interface Answer {
  readonly format: WireFormat;
  readonly question: Question;
  readonly reply: Reply;
}

function textFor({ name, data }: StreamEvent): string {
  const line = `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
  return name === undefined ? line : `event: ${name}\n${line}`;
}

/** Its headers and its text. */
function renderAnswer({ format, question, reply }: Answer): readonly [object, string] {
  if (!question.isStreamed) return [json, JSON.stringify(format.whole(reply, question))];
  return [eventStream, format.stream(reply, question).map(textFor).join('')];
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, json).end(JSON.stringify(value));
}

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  const [headers, text] = renderAnswer(answer);
  response.writeHead(200, { ...headers }).end(text);
}

/** Sends half of an answer, and breaks the connection. */
export function sendHalf(response: ServerResponse, answer: Answer): void {
  const [headers, text] = renderAnswer(answer);
  response.writeHead(200, { ...headers });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

export function sendGarbage(response: ServerResponse, { isStreamed }: Question): void {
  const headers = isStreamed ? eventStream : json;
  response.writeHead(200, headers).end('data: }this is no answer{\n\n');
}

/** An error that all formats can read. */
export function sendError(
  response: ServerResponse,
  { status, retryAfter }: Extract<Fault, object>,
): void {
  const patience = retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` };
  const error = { code: status, type: 'error', status: 'ERROR', message: `scripted ${status}` };
  response
    .writeHead(status, { ...json, ...patience })
    .end(JSON.stringify({ type: 'error', error }));
}
