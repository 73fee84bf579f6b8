import { Readable, Writable } from 'node:stream';
import {
  client,
  methods,
  ndJsonStream,
  PROTOCOL_VERSION,
  type PromptRequest,
  type PromptResponse,
  type RequestPermissionRequest,
  type RequestPermissionResponse,
  type SessionUpdate,
} from '@agentclientprotocol/sdk/unstable';
import type { ProgramStart } from '../programs/prepareProgram.ts';
import { startProgram } from './startProgram.ts';

/** What came of one prompt. */
export interface Turn {
  readonly response: PromptResponse;
  readonly updates: readonly SessionUpdate[];
  readonly permissions: readonly RequestPermissionRequest[];
}

function allowOnce({ options }: RequestPermissionRequest): RequestPermissionResponse {
  const option = options.find(({ kind }) => kind === 'allow_once');
  if (option === undefined) return { outcome: { outcome: 'cancelled' } };
  return { outcome: { outcome: 'selected', optionId: option.optionId } };
}

/** Prompts an agent program once, over ACP, and allows whatever it asks for. */
export async function runTurn(start: ProgramStart, cwd: string, text: string): Promise<Turn> {
  const program = await startProgram(start, cwd);
  const updates: SessionUpdate[] = [];
  const permissions: RequestPermissionRequest[] = [];
  const { agent } = client({ name: 'test' })
    .onRequest(methods.client.session.requestPermission, ({ params }) => {
      permissions.push(params);
      return allowOnce(params);
    })
    .onNotification(methods.client.session.update, ({ params }) => {
      updates.push(params.update);
    })
    .onNotification('*', () => undefined)
    .connect(ndJsonStream(Writable.toWeb(program.input), Readable.toWeb(program.output)));
  try {
    await agent.request(methods.agent.initialize, { protocolVersion: PROTOCOL_VERSION });
    const { sessionId } = await agent.request(methods.agent.session.new, { cwd, mcpServers: [] });
    const prompt: PromptRequest = { sessionId, prompt: [{ type: 'text', text }] };
    const response = await agent.request(methods.agent.session.prompt, prompt);
    return { response, updates, permissions };
  } finally {
    await program.end();
  }
}
