import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import {
  type AgentApp,
  type AnyMessage,
  RequestError,
  type Stream,
} from '@agentclientprotocol/sdk/unstable';
import { AcpConversation } from '../../../../src/core/agents/acp/acpConversation.ts';
import { ToolCalls } from '../../../../src/core/agents/acp/toolCalls.ts';
import {
  type LimitPatience,
  type TurnsEnd,
  takeTurns,
} from '../../../../src/core/agents/acp/turns.ts';
import { UsageMeter } from '../../../../src/core/agents/acp/usageMeter.ts';
import { AgentWords } from '../../../../src/core/agents/agentWords.ts';
import { isCancellation } from '../../../../src/core/base/swarmError.ts';
import { type Script, type ScriptedTurn, scriptedAgent } from '../../../support/scriptedAgent.ts';

const done = { stopReason: 'end_turn' } as const;
const worktree = import.meta.dirname;

function open(
  target: AgentApp | Stream,
  signal: AbortSignal,
  openMs = 10_000,
): Promise<AcpConversation> {
  const words = new AgentWords({ log: () => undefined, said: () => undefined });
  const settings = { mode: '', model: '', clientFiles: true };
  const told = { refused: () => undefined, onUsage: () => undefined };
  const meter = new UsageMeter('any', undefined);
  const calls = new ToolCalls(worktree, []);
  const parts = { worktree, settings, words, meter, calls, openMs, ...told };
  return AcpConversation.open(target, parts, signal);
}

/** An agent that opens a session, and takes nothing from its input after that. */
function deafAgent(): Stream {
  let answer: (message: AnyMessage) => void = () => undefined;
  const readable = new ReadableStream<AnyMessage>({
    start(controller) {
      answer = (message) => controller.enqueue(message);
    },
  });
  const results = [{ protocolVersion: 1, agentCapabilities: {} }, { sessionId: 's' }];
  let count = 0;
  const writable = new WritableStream<AnyMessage>({
    write() {
      const result = results[count];
      if (result === undefined) return new Promise(() => undefined);
      answer({ jsonrpc: '2.0', id: count, result });
      count += 1;
      return undefined;
    },
  });
  return { readable, writable };
}

describe('turns of an agent', () => {
  let stop: AbortController;
  let prompts: string[];
  let waits: number[];
  let patience: LimitPatience;

  beforeEach(() => {
    patience = { firstSeconds: 0.001, longestSeconds: 0.004, tries: 4 };
    stop = new AbortController();
    [prompts, waits] = [[], []];
  });

  async function take(target: AgentApp | Stream): Promise<TurnsEnd> {
    const conversation = await open(target, stop.signal);
    const onLimited = (seconds: number): void => {
      waits.push(seconds);
    };
    try {
      const parts = { prompt: 'Mend it.', patience, signal: stop.signal, onLimited };
      return await takeTurns(conversation, parts);
    } finally {
      await conversation.close();
      assert.deepEqual(getEventListeners(stop.signal, 'abort'), []);
    }
  }

  function play(script: Script): Promise<TurnsEnd> {
    return take(
      scriptedAgent((turn) => {
        prompts.push(turn.prompt);
        return script(turn);
      }),
    );
  }

  async function askForShell({ ask }: ScriptedTurn): Promise<void> {
    const rawInput = { command: 'rm x' };
    await ask({ toolCallId: '1', kind: 'execute', title: 'Shell', rawInput });
  }

  it('are over when it says so', async () => {
    assert.deepEqual(await play(() => done), { kind: 'ended', stopReason: 'end_turn' });
    assert.deepEqual(prompts, ['Mend it.']);
  });

  it('are waited for longer each time that its service is busy, and not too long', async () => {
    const end = await play(() => {
      throw new RequestError(429, 'Too many requests');
    });
    assert.deepEqual(waits, [0.001, 0.002, 0.004, 0.004]);
    assert.equal(end.kind === 'failed' && end.fault.kind, 'limited');
    assert.equal(prompts.length, 5);
  });

  it('are waited for as long as the service says, and not too long', async () => {
    await play(({ number }) => {
      if (number > 2) return done;
      throw new RequestError(429, `retry after ${number === 1 ? '3 ms' : '20 s'}`);
    });
    assert.deepEqual(waits, [0.003, 0.004]);
  });

  it('are not tried again for another reason', async () => {
    const end = await play(() => {
      throw RequestError.internalError('no such model');
    });
    const words = 'Internal error: no such model';
    assert.deepEqual(end, { kind: 'failed', fault: { kind: 'other', words } });
    assert.equal(prompts.length, 1);
  });

  it('go on with a reminder after a refusal, some times', async () => {
    const end = await play(async (turn) => {
      await askForShell(turn);
      return done;
    });
    assert.deepEqual(end, { kind: 'ended', stopReason: 'end_turn' });
    assert.equal(prompts.length, 4);
    assert.ok(prompts.slice(1).every((prompt) => prompt.startsWith('That was refused')));
  });

  it('need no reminder when it has gone on by itself', async () => {
    await play(async (turn) => {
      await askForShell(turn);
      await turn.say('Without that, then.');
      return done;
    });
    await play(async (turn) => {
      await askForShell(turn);
      await turn.tell({ sessionUpdate: 'tool_call', toolCallId: '2', title: 'Edit' });
      return done;
    });
    assert.equal(prompts.length, 2);
  });

  describe('that somebody stops', () => {
    it('end at once where it obeys', async () => {
      const playing = play(({ cancelled }) => {
        stop.abort();
        return new Promise((resolve) => {
          cancelled.addEventListener('abort', () => resolve({ stopReason: 'cancelled' }));
        });
      });
      await assert.rejects(playing, isCancellation);
    });

    it('end where it answers with an error', async () => {
      const playing = play(({ cancelled }) => {
        stop.abort();
        return new Promise((_resolve, reject) => {
          const error = new RequestError(-32603, 'Request was aborted: 429');
          cancelled.addEventListener('abort', () => reject(error));
        });
      });
      await assert.rejects(playing, isCancellation);
      assert.deepEqual(waits, []);
    });

    it('end where it does not even read', async () => {
      const taking = take(deafAgent());
      setImmediate(() => stop.abort());
      await assert.rejects(taking, isCancellation);
    });

    it('end while its service is waited for', async () => {
      patience = { firstSeconds: 3_600, longestSeconds: 3_600, tries: 1 };
      const playing = play(() => {
        setImmediate(() => stop.abort());
        throw new RequestError(429, 'Too many requests');
      });
      await assert.rejects(playing, isCancellation);
    });

    it('do not begin', async () => {
      stop.abort();
      await assert.rejects(
        play(() => done),
        isCancellation,
      );
      assert.deepEqual(prompts, []);
    });
  });

  it('need a session, for which nobody waits for ever', async () => {
    const silent = { readable: new ReadableStream(), writable: new WritableStream() };
    await assert.rejects(open(silent, stop.signal, 5), /timed out/);
    assert.deepEqual(getEventListeners(stop.signal, 'abort'), []);
  });

  it('leave nothing open when there is no session', async () => {
    let isCancelled = false;
    const readable = new ReadableStream({
      cancel() {
        isCancelled = true;
      },
    });
    await assert.rejects(open({ readable, writable: new WritableStream() }, stop.signal, 5));
    assert.equal(isCancelled, true);
  });
});
