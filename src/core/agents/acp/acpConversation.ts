import {
  type AgentApp,
  type ClientConnection,
  client,
  methods,
  type NewSessionRequest,
  type NewSessionResponse,
  PROTOCOL_VERSION,
  type PromptRequest,
  type PromptResponse,
  RequestError,
  type RequestPermissionRequest,
  type RequestPermissionResponse,
  type SessionNotification,
  type SessionUpdate,
  type Stream,
} from '@agentclientprotocol/sdk/unstable';
import packageJson from '../../../../package.json' with { type: 'json' };
import { withinTime } from '../../base/withinTime.ts';
import type { AcpAgentSettings } from '../../protocol/settings.ts';
import type { AgentWords } from '../agentWords.ts';
import { ClientFiles } from './clientFiles.ts';
import { answerWith } from './permissionPolicy.ts';
import { sessionChoices } from './sessionChoices.ts';
import type { ToolCalls } from './toolCalls.ts';
import { tellUpdate } from './updateWords.ts';
import type { UsageMeter } from './usageMeter.ts';

export interface ConversationParts {
  readonly worktree: string;
  readonly settings: Pick<AcpAgentSettings, 'mode' | 'model' | 'clientFiles'>;
  readonly words: AgentWords;
  readonly meter: UsageMeter;
  readonly calls: ToolCalls;
  /** Told what was not allowed, to go on after "was refused to". */
  readonly refused: (what: string) => void;
  /** Called after each message that may have brought a use of tokens. */
  readonly onUsage: () => void;
  /** For an agent to introduce itself, and to open a session. */
  readonly openMs: number;
}

/** Of what an agent says at the end, more is not looked at. */
const longestText = 2_000;

/** One session with an agent over the protocol, in the part of the editor. */
export class AcpConversation {
  readonly #parts: ConversationParts;
  readonly #files: ClientFiles;
  readonly #connection: ClientConnection;
  #session: NewSessionResponse | undefined;
  /** Something was refused, and the agent has done and said nothing since. */
  #isRefused = false;
  /** What the agent has said since it last did something. */
  #lastText = '';

  private constructor(target: Stream | AgentApp, parts: ConversationParts) {
    this.#parts = parts;
    this.#files = new ClientFiles(parts.worktree, parts.refused);
    const app = client({ name: 'swarm-autofix' })
      .onRequest(methods.client.session.requestPermission, ({ params }) => this.#permit(params))
      .onRequest(methods.client.fs.readTextFile, async ({ params }) => ({
        content: await this.#files.read(params),
      }))
      .onRequest(methods.client.fs.writeTextFile, async ({ params }) => {
        await this.#files.write(params.path, params.content);
        return {};
      })
      .onRequest('*', ({ method }) => {
        throw RequestError.methodNotFound(method);
      })
      .onNotification(methods.client.session.update, ({ params }) => this.#hear(params))
      // Programs send notices of their own, which nobody has to understand.
      .onNotification('*', () => undefined);
    this.#connection = 'connect' in target ? app.connect(target) : app.connect(target);
  }

  /**
   * @param target a stream of messages, or for tests an agent in this process.
   * @throws whatever the agent answers, an error when it does not in time, `cancelled`.
   */
  static async open(
    target: Stream | AgentApp,
    parts: ConversationParts,
    signal: AbortSignal,
  ): Promise<AcpConversation> {
    const conversation = new AcpConversation(target, parts);
    try {
      await withinTime(conversation.#open(), { timeoutMs: parts.openMs, signal });
      return conversation;
    } catch (error) {
      await conversation.close();
      throw error;
    }
  }

  /** True when the last thing in a turn was that something was refused. */
  get hasEndedRefused(): boolean {
    return this.#isRefused;
  }

  /** The agent's words after the last thing that it did in a turn. */
  get lastText(): string {
    return this.#lastText;
  }

  /** One turn. @throws whatever the agent answers; when it goes away, that. */
  async prompt(text: string): Promise<PromptResponse> {
    const { sessionId = '' } = this.#session ?? {};
    this.#isRefused = false;
    this.#lastText = '';
    const request: PromptRequest = { sessionId, prompt: [{ type: 'text', text }] };
    const response = await this.#connection.agent.request(methods.agent.session.prompt, request);
    this.#parts.meter.answer(response);
    this.#parts.words.end();
    this.#parts.onUsage();
    return response;
  }

  /** Asks the agent to stop; whether it does is another matter. */
  async cancel(): Promise<void> {
    const { sessionId } = this.#session ?? {};
    if (sessionId === undefined) return;
    await this.#connection.agent.notify(methods.agent.session.cancel, { sessionId });
  }

  /** Afterwards nothing comes from the agent any more, and nothing is being written for it. */
  async close(): Promise<void> {
    this.#parts.words.end();
    this.#connection.close();
    await this.#files.close();
  }

  async #open(): Promise<void> {
    const { agent } = this.#connection;
    const { clientFiles } = this.#parts.settings;
    const fs = { readTextFile: clientFiles, writeTextFile: clientFiles };
    await agent.request(methods.agent.initialize, {
      protocolVersion: PROTOCOL_VERSION,
      clientInfo: { name: 'swarm-autofix', title: 'Swarm Autofix', version: packageJson.version },
      clientCapabilities: { fs, terminal: false },
    });
    const { worktree, settings, words } = this.#parts;
    const request: NewSessionRequest = { cwd: worktree, mcpServers: [] };
    const session = await agent.request(methods.agent.session.new, request);
    this.#session = session;
    const { choices, missing } = sessionChoices(session, settings);
    for (const line of missing) words.note(line);
    for (const choice of choices) {
      if (choice.kind === 'mode') await agent.request(methods.agent.session.setMode, choice.params);
      else await agent.request(methods.agent.session.setConfigOption, choice.params);
    }
  }

  async #permit(request: RequestPermissionRequest): Promise<RequestPermissionResponse> {
    const { calls, refused, words } = this.#parts;
    const { description, objection } = await calls.ask(request.toolCall);
    if (objection === undefined) words.note(description);
    else refused(objection);
    this.#isRefused = objection !== undefined;
    return { outcome: answerWith(objection === undefined, request.options) };
  }

  /** What a turn ends with tells whether it came to its end. */
  #noteEnd(update: SessionUpdate): void {
    if (update.sessionUpdate === 'tool_call') this.#lastText = '';
    else if (update.sessionUpdate !== 'agent_message_chunk') return;
    else if (update.content.type === 'text') {
      this.#lastText = `${this.#lastText}${update.content.text}`.slice(0, longestText);
    }
    this.#isRefused = false;
  }

  #hear({ update }: SessionNotification): void {
    const { calls, words, meter, onUsage, worktree } = this.#parts;
    if (update.sessionUpdate === 'tool_call' || update.sessionUpdate === 'tool_call_update') {
      calls.hear(update);
    }
    this.#noteEnd(update);
    tellUpdate(update, words, worktree);
    meter.update(update);
    onUsage();
  }
}
