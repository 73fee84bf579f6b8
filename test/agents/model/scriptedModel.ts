import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { toolTables } from '../programs/toolTables.ts';
import type { Brain } from './action.ts';
import { sendAnswer, sendError, sendGarbage, sendHalf, sendJson } from './answers.ts';
import type { Fault, Faults } from './fault.ts';
import { type IsPrompt, Mind } from './mind.ts';
import { sideAnswerFor } from './sideAnswers.ts';
import { chatCompletions } from './wire/chatCompletions.ts';
import { generateContent } from './wire/generateContent.ts';
import { messages } from './wire/messages.ts';
import { responses } from './wire/responses.ts';
import type { Question, WireFormat } from './wire/wireFormat.ts';

const formats: readonly WireFormat[] = [chatCompletions, responses, messages, generateContent];

export interface ModelOptions {
  readonly brain: Brain;
  readonly faults?: Faults;
  /** By default a text that asks to fix problems. */
  readonly isPrompt?: IsPrompt;
}

/** A question that a scripted model was asked. */
export interface ModelRequest {
  readonly at: Date;
  readonly format: string;
  readonly model: string;
  readonly tools: readonly string[];
  /** How long the conversation is. */
  readonly messages: number;
  /** False: the agent asked on its own account, such as for a title. */
  readonly isOurs: boolean;
}

/** A model on this machine that does as a test says; any agent program can be pointed at it. */
export interface ScriptedModel {
  /** Without a path. */
  readonly url: string;
  readonly port: number;
  /** What was asked so far. */
  readonly requests: readonly ModelRequest[];
  /** Breaks all connections; closed again, it stays closed. */
  close(): Promise<void>;
}

function asksToFix(text: string): boolean {
  return text.includes('Fix these problems in ');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

class ModelServer {
  readonly requests: ModelRequest[] = [];
  readonly #mind: Mind;
  readonly #faults: Faults;

  constructor({ brain, faults = () => undefined, isPrompt = asksToFix }: ModelOptions) {
    this.#mind = new Mind(brain, toolTables, isPrompt);
    this.#faults = faults;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const format = formats.find((one) => one.path.test(path));
    const asked = format === undefined ? sideAnswerFor(path) : undefined;
    if (format !== undefined) await this.#answer(format, path, request, response);
    else if (asked !== undefined) sendJson(response, asked);
    else sendError(response, { status: 404 });
  }

  async #answer(
    format: WireFormat,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const question = format.read(await json(request), path);
    const fault = this.#note(format, question);
    if (fault === 'nothing') return;
    if (fault === 'garbage') return sendGarbage(response, question);
    if (typeof fault === 'object') return sendError(response, fault);
    const answer = { format, question, reply: await this.#mind.reply(question) };
    if (fault === 'half') sendHalf(response, answer);
    else sendAnswer(response, answer);
  }

  #note(format: WireFormat, question: Question): Fault | undefined {
    const isOurs = this.#mind.isOurs(question);
    const { model, tools, entries } = question;
    const noted = { format: format.name, model, tools, messages: entries.length, isOurs };
    this.requests.push({ at: new Date(), ...noted });
    if (!isOurs) return undefined;
    return this.#faults(this.requests.filter((one) => one.isOurs).length);
  }
}

/**
 * Starts a model on a port of its own.
 * What it cannot understand, or its brain throws, is answered with status 500 and the reason.
 */
export async function startScriptedModel(options: ModelOptions): Promise<ScriptedModel> {
  const model = new ModelServer(options);
  const server = createServer((request, response) => {
    model.serve(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    requests: model.requests,
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
