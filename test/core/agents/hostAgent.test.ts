import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { AgentContext } from '../../../src/core/agents/agent.ts';
import { HostAgent } from '../../../src/core/agents/host/hostAgent.ts';
import {
  type HostAnswer,
  type HostEdit,
  type HostQuestion,
  noAnswer,
} from '../../../src/core/protocol/hostQuestion.ts';
import { contextIn, quietContext } from '../../support/agentContext.ts';
import { issueAt } from '../../support/issues.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

describe('HostAgent', () => {
  let project: TemporaryProject;
  let questions: HostQuestion[];
  let used: unknown[];

  beforeEach(async () => {
    project = await temporaryProject({ 'work/src/a.ts': 'one\ntwo\ntwo\n', 'other.ts': 'theirs' });
    [questions, used] = [[], []];
  });

  afterEach(() => project.remove());

  function attempt(answer: Partial<HostAnswer>) {
    const issues = [issueAt(2, 1), issueAt(1, 1, { file: 'src/gone.ts' })];
    const context: AgentContext = {
      ...contextIn(project.path('work'), project.path('task.json'), issues),
      watcher: { ...quietContext.watcher, used: (usage) => used.push(usage) },
    };
    const agent = new HostAgent({ kind: 'host', id: 'chat', retries: 1 }, async (question) => {
      questions.push(question);
      return { ...noAnswer, model: 'm1', ...answer };
    });
    return agent.attempt(context);
  }

  async function errorsAfter(...edits: readonly HostEdit[]): Promise<readonly string[]> {
    return (await attempt({ edits })).errors;
  }

  it('is shown the prompt and the files, whole, as far as they are there', async () => {
    await attempt({});
    assert.match(questions[0]?.prompt ?? '', /2:1 ts\(2322\)/);
    assert.deepEqual(questions[0]?.files, [{ path: 'src/a.ts', text: 'one\ntwo\ntwo\n' }]);
  });

  it('has its edits made, and makes files', async () => {
    const made = { file: 'src/new/b.ts', oldText: '', newText: 'new\n' };
    const errors = await errorsAfter({ file: 'src/a.ts', oldText: 'one', newText: '$& 1' }, made);
    assert.deepEqual(errors, []);
    assert.equal(await project.read('work/src/a.ts'), '$& 1\ntwo\ntwo\n');
    assert.equal(await project.read('work/src/new/b.ts'), 'new\n');
  });

  it('has no edit made whose text is not there once, and is told', async () => {
    const errors = await errorsAfter(
      { file: 'src/a.ts', oldText: 'three', newText: 'x' },
      { file: 'src/a.ts', oldText: 'two', newText: 'x' },
      { file: 'src/a.ts', oldText: '', newText: 'x' },
    );
    assert.match(errors[0] ?? '', /^chat: its edit of src\/a\.ts was left out: .* is not there$/);
    assert.match(errors[1] ?? '', /is there 2 times$/);
    assert.equal(errors.length, 3);
    assert.equal(await project.read('work/src/a.ts'), 'one\ntwo\ntwo\n');
  });

  it('changes nothing elsewhere', async () => {
    const errors = await errorsAfter(
      { file: '../other.ts', oldText: 'theirs', newText: 'mine' },
      { file: '.git/config', oldText: '', newText: 'mine' },
    );
    assert.equal(errors.length, 2);
    assert.equal(await project.read('other.ts'), 'theirs');
    assert.equal(existsSync(project.path('work/.git')), false);
  });

  it('says what it has used, and why there was no answer', async () => {
    const { errors } = await attempt({ inputTokens: 5, outputTokens: 2, error: 'was refused' });
    assert.deepEqual(used, [{ model: 'm1', inputTokens: 5, outputTokens: 2 }]);
    assert.deepEqual(errors, ['chat: was refused']);
  });
});
