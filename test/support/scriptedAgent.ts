import {
  type AgentApp,
  agent,
  methods,
  type PermissionOption,
  type PromptResponse,
  type ReadTextFileRequest,
  type RequestPermissionOutcome,
  type RequestPermissionRequest,
  type SessionUpdate,
  type ToolCallUpdate,
} from '@agentclientprotocol/sdk/unstable';

/** What a turn of a scripted agent can do. */
export interface ScriptedTurn {
  readonly prompt: string;
  /** The first is 1. */
  readonly number: number;
  /** Fires when the client asks it to stop. */
  readonly cancelled: AbortSignal;
  tell(update: SessionUpdate): Promise<void>;
  say(text: string): Promise<void>;
  ask(call: ToolCallUpdate, options?: PermissionOption[]): Promise<RequestPermissionOutcome>;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Any other request, such as one that nobody knows. */
  request(method: string, params: object): Promise<unknown>;
}

export type Script = (turn: ScriptedTurn) => Promise<PromptResponse> | PromptResponse;

export const usualOptions: PermissionOption[] = [
  { optionId: 'always', name: 'Always', kind: 'allow_always' },
  { optionId: 'once', name: 'Once', kind: 'allow_once' },
  { optionId: 'no', name: 'No', kind: 'reject_once' },
];

const sessionId = 'session';

/** An agent in this process that does in each turn what a test wants. */
export function scriptedAgent(script: Script): AgentApp {
  let number = 0;
  let cancel = new AbortController();
  return agent({ name: 'scripted' })
    .onRequest(methods.agent.initialize, () => ({ protocolVersion: 1, agentCapabilities: {} }))
    .onRequest(methods.agent.session.new, () => ({ sessionId }))
    .onNotification(methods.agent.session.cancel, () => cancel.abort())
    .onRequest(methods.agent.session.prompt, async ({ params, client }) => {
      number += 1;
      cancel = new AbortController();
      const [first] = params.prompt;
      const tell = (update: SessionUpdate): Promise<void> =>
        client.notify(methods.client.session.update, { sessionId, update });
      return script({
        prompt: first?.type === 'text' ? first.text : '',
        number,
        cancelled: cancel.signal,
        tell,
        say: (text) =>
          tell({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } }),
        async ask(toolCall, options = usualOptions) {
          const request: RequestPermissionRequest = { sessionId, toolCall, options };
          return (await client.request(methods.client.session.requestPermission, request)).outcome;
        },
        async read(path) {
          const request: ReadTextFileRequest = { sessionId, path };
          return (await client.request(methods.client.fs.readTextFile, request)).content;
        },
        async write(path, content) {
          await client.request(methods.client.fs.writeTextFile, { sessionId, path, content });
        },
        request: (method, params) => client.request(method, params),
      });
    });
}
