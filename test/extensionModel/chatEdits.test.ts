import { deepEqual, equal, match } from 'node:assert/strict';
import { chatPrompt, readChatEdits } from '../../src/extension/agents/chatEdits.ts';

const edit = { file: 'src/a.ts', oldText: 'one', newText: 'two' };
const json = JSON.stringify({ edits: [edit] });

describe('the answer of a chat model', () => {
  it('is edits, whatever is said around them', () => {
    for (const text of [json, `Here you are:\n\`\`\`json\n${json}\n\`\`\`\nDone.`]) {
      deepEqual(readChatEdits(text), { edits: [edit], error: '' });
    }
    deepEqual(readChatEdits('{"edits":[]}'), { edits: [], error: '' });
  });

  it('is none when it is something else', () => {
    for (const text of ['', 'I cannot.', '{"edits":1}', '{"edits":[', '{"edits":[{"file":"a"}]}']) {
      const { edits, error } = readChatEdits(text);
      deepEqual(edits, [], text);
      match(error, /answer/);
    }
  });

  it('is asked for with the problems and the whole files', () => {
    const files = [{ path: 'src/a.ts', text: 'one\n' }];
    const prompt = chatPrompt({ agent: 'chat', prompt: 'Fix these problems.', files });
    match(prompt, /^Fix these problems\./);
    match(prompt, /File src\/a\.ts:\none\n\nEnd of src\/a\.ts\./);
    equal(prompt.includes('"oldText"'), true);
  });
});
