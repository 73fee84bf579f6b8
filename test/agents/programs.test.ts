import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TemporaryRepository, temporaryRepository } from '../support/temporaryRepository.ts';
import { reportedTokens } from './client/reportedTokens.ts';
import { runTurn, type Turn } from './client/runTurn.ts';
import { type Action, type Brain, inOrder } from './model/action.ts';
import { type ScriptedModel, startScriptedModel } from './model/scriptedModel.ts';
import { tokensIn, tokensOut } from './model/usage.ts';
import { prepareProgram } from './programs/prepareProgram.ts';
import { programUnderTest } from './programUnderTest.ts';

const program = programUnderTest();
const prompt = 'Fix these problems in a.ts.';
const before = 'export const kept = 1;\nconst unused = 2;\n';
const writing: Action = { kind: 'write', path: 'new/b.ts', text: 'export const b = 1;\n' };

describe(`${program.package} ${program.version}`, () => {
  let repository: TemporaryRepository;
  let model: ScriptedModel;

  beforeEach(async () => {
    repository = await temporaryRepository({ 'a.ts': before });
  });

  afterEach(async () => {
    await model.close();
    await repository.remove();
  });

  async function turn(brain: Brain): Promise<Turn> {
    model = await startScriptedModel({ brain });
    const start = await prepareProgram(program, join(repository.folder, 'home'), model.url);
    return runTurn(start, repository.root, prompt);
  }

  it('writes a file that the model wants, and asks before where it is said to', async () => {
    const { response, permissions } = await turn(inOrder(writing));
    equal(response.stopReason, 'end_turn');
    equal(await repository.read('new/b.ts'), 'export const b = 1;\n');
    equal(permissions.length, program.asks ? 1 : 0);
  });

  it('reads, replaces and runs what the model wants', async () => {
    const results: (readonly string[])[] = [];
    const act = inOrder(
      { kind: 'read', path: 'a.ts' },
      { kind: 'replace', path: 'a.ts', oldText: 'const unused = 2;\n', newText: '' },
      { kind: 'shell', command: 'echo made > made.txt; echo said' },
    );
    await turn((conversation) => {
      results.push(conversation.results);
      return act(conversation);
    });
    equal(await repository.read('a.ts'), 'export const kept = 1;\n');
    equal(await repository.read('made.txt'), 'made\n');
    const [read = '', , ran = ''] = results.at(-1) ?? [];
    match(read, /const unused = 2;/);
    match(ran, /said/);
    equal(results.length, 4);
  });

  it('replaces a part of a line', async () => {
    await turn(
      inOrder({ kind: 'replace', path: 'a.ts', oldText: 'kept = 1', newText: 'kept = 3' }),
    );
    equal(await repository.read('a.ts'), before.replace('1', '3'));
  });

  it('tells the tokens of a turn in its own way', async () => {
    const spoken = await turn(inOrder(writing));
    const questions = model.requests.filter(({ isOurs }) => isOurs).length;
    equal(questions, 2);
    const times = program.usage === 'lastCall' ? 1 : questions;
    const expected = { input: times * tokensIn, output: times * tokensOut };
    deepEqual(reportedTokens(program.usage, spoken), expected);
  });

  it('shows the model the whole prompt, and asks nobody else', async () => {
    const prompts: string[] = [];
    await turn((conversation) => {
      prompts.push(conversation.prompt);
      return { kind: 'say', text: 'Nothing to do.' };
    });
    equal(prompts.length, 1);
    ok(prompts[0]?.includes(prompt));
    equal(await repository.read('a.ts'), before);
    ok(!existsSync(repository.path('new')));
  });
});
