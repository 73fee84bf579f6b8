import assert from 'node:assert/strict';
import type { ToolCallUpdate, ToolKind } from '@agentclientprotocol/sdk/unstable';
import { ToolCalls } from '../../../../src/core/agents/acp/toolCalls.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

function edit(toolCallId: string, path: string, kind: ToolKind = 'edit'): ToolCallUpdate {
  return { toolCallId, kind, title: 'Edit', locations: [{ path }] };
}

describe('ToolCalls', () => {
  let project: TemporaryProject;
  let calls: ToolCalls;

  beforeEach(async () => {
    project = await temporaryProject({ 'work/a.ts': '' });
    calls = new ToolCalls(project.path('work'), []);
  });

  afterEach(() => project.remove());

  it('judges by what was told before the question, too', async () => {
    const rawInput = { command: 'rm a.ts' };
    calls.hear({ toolCallId: '1', kind: 'execute', title: 'Shell', rawInput });
    const { description, objection } = await calls.ask({ toolCallId: '1', status: 'pending' });
    assert.deepEqual([description, objection], ['$ rm a.ts', 'run "rm a.ts"']);
  });

  it('knows a call that is first heard of by the question', async () => {
    const locations = [{ path: project.path('work/a.ts') }];
    const answer = await calls.ask({ toolCallId: '1', kind: 'edit', title: 'Edit', locations });
    assert.deepEqual(answer, { description: 'edit a.ts', objection: undefined });
    calls.hear({ toolCallId: '1', status: 'completed' });
    assert.deepEqual(await calls.strays(), []);
  });

  it('takes the diff of a call for a place, although its location is another', async () => {
    const { objection } = await calls.ask({
      ...{ toolCallId: '1', kind: 'edit', title: 'Edit', locations: [{ path: 'a.ts' }] },
      content: [{ type: 'diff', path: '../b.ts', newText: '' }],
    });
    assert.match(objection ?? '', /^change \.\.\/b\.ts/);
  });

  const strays: readonly (readonly [string, string])[] = [
    ['an absolute path', 'echo x > /elsewhere/a'],
    ['a way up', 'cp a.ts ../b.ts'],
    ['the folder of the user', 'touch ~/x'],
    ['that folder by name', 'touch "$HOME/x"'],
    ['a path behind a sign', 'dd of=/elsewhere/a'],
  ];

  for (const [what, command] of strays) {
    it(`names a command that was not asked for, and has ${what}`, async () => {
      calls.hear({ toolCallId: '1', kind: 'execute', title: 'Shell', rawInput: { command } });
      assert.deepEqual(await calls.strays(), [`ran without asking ${JSON.stringify(command)}`]);
    });
  }

  it('has nothing against commands that stay inside, or look where everybody may', async () => {
    const commands = ['npm test 2> /dev/null', `cat ${project.path('work/a.ts')}`, 'ls src/x..y'];
    for (const [at, command] of [...commands, '/usr/bin/env node'].entries()) {
      calls.hear({ toolCallId: `${at}`, kind: 'execute', title: 'Shell', rawInput: { command } });
    }
    assert.deepEqual(await calls.strays(), []);
  });

  it('names an edit elsewhere once, and no look elsewhere', async () => {
    calls.hear(edit('1', '/elsewhere/a'));
    calls.hear(edit('2', '/elsewhere/a'));
    calls.hear(edit('3', '/elsewhere/b', 'read'));
    assert.deepEqual(await calls.strays(), [
      'tried to change /elsewhere/a, which is outside of its worktree',
    ]);
  });

  it('does not break of an address that is none', async () => {
    const locations = [{ path: 'file://elsewhere/a' }, { path: 'file://%' }];
    calls.hear({ toolCallId: '1', kind: 'edit', title: 'Edit', locations });
    assert.match((await calls.strays()).join('\n'), /file:\/\/elsewhere\/a/);
  });

  it('keeps what was asked for apart', async () => {
    const { objection } = await calls.ask(edit('1', '../b.ts'));
    assert.match(objection ?? '', /outside/);
    calls.hear({ toolCallId: '1', status: 'failed' });
    assert.deepEqual(await calls.strays(), []);
  });

  it('forgets calls when there are too many, and judges them all the same', async () => {
    for (let at = 0; at < 6_000; at += 1) calls.hear({ toolCallId: `${at}`, title: 'Reads' });
    calls.hear(edit('late', '/elsewhere'));
    assert.deepEqual(await calls.strays(), []);
    assert.match((await calls.ask(edit('late', '/elsewhere'))).objection ?? '', /outside/);
  });
});
