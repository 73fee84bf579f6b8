import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { qwenTools } from '../programs/qwenTools.ts';
import { type Action, type Brain, inOrder } from './action.ts';
import type { Faults } from './fault.ts';
import { type ScriptedModel, startScriptedModel } from './scriptedModel.ts';

const prompt = 'Fix these problems in a.ts.';
const tools = qwenTools.marks.map((name) => ({ type: 'function', function: { name } }));

describe('A scripted model', () => {
  let model: ScriptedModel;

  afterEach(() => model.close());

  async function start(brain: Brain, faults?: Faults): Promise<void> {
    model = await startScriptedModel({ brain, ...(faults === undefined ? {} : { faults }) });
  }

  function post(body: object, signal?: AbortSignal): Promise<Response> {
    const init = { method: 'POST', body: JSON.stringify({ model: 'm', ...body }) };
    const url = `${model.url}/v1/chat/completions`;
    return fetch(url, signal === undefined ? init : { ...init, signal });
  }

  function ask(more: object = {}, signal?: AbortSignal): Promise<Response> {
    return post({ tools, messages: [{ role: 'user', content: prompt }], ...more }, signal);
  }

  it('answers in one piece, or as a stream', async () => {
    await start(inOrder({ kind: 'say', text: 'Well.' }));
    match(await (await ask()).text(), /"content":"Well\."/);
    const streamed = await (await ask({ stream: true })).text();
    match(streamed, /^data: .*"content":"Well\."/m);
    match(streamed, /^data: \[DONE\]$/m);
  });

  it('does not bother its brain with what agents ask on their own account', async () => {
    await start(() => {
      throw new Error('Nobody asked for a fix.');
    });
    equal((await ask({ tools: [] })).status, 200);
    const title = [{ role: 'user', content: 'A title for this, please.' }];
    equal((await post({ tools, messages: title })).status, 200);
    const suggestion = [
      { role: 'user', content: prompt },
      { role: 'assistant', content: 'Done.' },
      { role: 'user', content: 'What may be asked next?' },
    ];
    equal((await post({ tools, messages: suggestion })).status, 200);
    deepEqual(
      model.requests.map(({ isOurs }) => isOurs),
      [false, false, false],
    );
  });

  it('keeps from its brain what an agent wants to have read first', async () => {
    const seen: (readonly string[])[] = [];
    await start(({ results }) => {
      seen.push(results);
      if (results.length > 0) return { kind: 'say', text: 'Done.' };
      return { kind: 'replace', path: 'a.ts', oldText: 'a', newText: 'b' };
    });
    const messages: object[] = [{ role: 'user', content: prompt }];
    const called: string[] = [];
    for (const content of ['the file', 'replaced']) {
      const text = await (await post({ tools, messages })).text();
      called.push(/"name":"(\w+)"/.exec(text)?.[1] ?? '');
      const id = /"id":"(call_\d+)"/.exec(text)?.[1];
      messages.push({ role: 'assistant', content: null });
      messages.push({ role: 'tool', tool_call_id: id, content });
    }
    match(await (await post({ tools, messages })).text(), /Done\./);
    deepEqual(called, ['read_file', 'edit']);
    deepEqual(seen, [[], ['replaced']]);
  });

  it('refuses, and says how long to wait', async () => {
    await start(inOrder(), (number) => (number === 1 ? { status: 429, retryAfter: 7 } : undefined));
    const refused = await ask();
    equal(refused.status, 429);
    equal(refused.headers.get('retry-after'), '7');
    equal((await ask()).status, 200);
  });

  it('talks nonsense', async () => {
    await start(inOrder(), () => 'garbage');
    const response = await ask();
    equal(response.status, 200);
    await rejects(response.json());
  });

  it('breaks off in the middle', async () => {
    await start(inOrder(), () => 'half');
    const response = await ask({ stream: true });
    equal(response.status, 200);
    await rejects(response.text());
  });

  it('keeps silent until it is closed', async () => {
    const bell = new EventEmitter();
    await start(inOrder(), (number) => {
      bell.emit('asked');
      return number === 1 ? 'nothing' : undefined;
    });
    const asked = once(bell, 'asked');
    const answer = rejects(ask());
    await asked;
    equal((await ask()).status, 200);
    await model.close();
    await answer;
  });

  it('keeps an agent waiting until it is told', async () => {
    const bell = new EventEmitter();
    const told = once(bell, 'told');
    const actions: Action[] = [
      { kind: 'wait', until: told },
      { kind: 'say', text: 'At once.' },
    ];
    await start(() => {
      bell.emit('asked');
      return actions.shift() ?? { kind: 'wait' };
    });
    const answers: string[] = [];
    const note = async (response: Promise<Response>): Promise<void> => {
      answers.push(/"content":"([^"]*)"/.exec(await (await response).text())?.[1] ?? '');
    };
    const asked = once(bell, 'asked');
    const first = note(ask());
    await asked;
    await note(ask());
    bell.emit('told');
    await first;
    deepEqual(answers, ['At once.', 'Waited.']);
  });

  it('says what it did not understand', async () => {
    await start(inOrder());
    const response = await post({ messages: 'none' });
    equal(response.status, 500);
    match(await response.text(), /messages/);
  });
});
