import assert from 'node:assert/strict';
import type { ToolCallUpdate } from '@agentclientprotocol/sdk/unstable';
import {
  actionOf,
  describeAction,
  mergeToolCalls,
} from '../../../../src/core/agents/acp/toolAction.ts';

function call(more: Partial<ToolCallUpdate>): ToolCallUpdate {
  return { toolCallId: 'call_1', ...more };
}

describe('what an agent is about to do', () => {
  const named: readonly (readonly [string, Partial<ToolCallUpdate>])[] = [
    ['in its locations', { locations: [{ path: '/w/a.ts' }] }],
    ['in a diff', { content: [{ type: 'diff', path: '/w/a.ts', newText: '' }] }],
    ['to a tool that writes', { rawInput: { file_path: '/w/a.ts', content: '' } }],
    ['to a tool with another habit', { rawInput: { filepath: '/w/a.ts', diff: 'Index' } }],
    ['to a tool that moves', { rawInput: { destination: '/w/a.ts' } }],
    ['as names of changes', { rawInput: { changes: { '/w/a.ts': { type: 'update' } } } }],
    ['as the goal of a change', { rawInput: { changes: { '/w/a.ts': { move_path: '/w/a.ts' } } } }],
  ];

  for (const [where, more] of named) {
    it(`may name its file ${where}`, () => {
      assert.deepEqual(actionOf(call({ kind: 'edit', ...more })).paths, ['/w/a.ts']);
    });
  }

  it('has all the paths that are named anywhere, each once', () => {
    const { paths } = actionOf(
      call({
        locations: [{ path: '/w/a.ts' }],
        content: [{ type: 'diff', path: 'b.ts', newText: '' }],
        rawInput: { path: '/w/a.ts', newPath: '../c.ts' },
      }),
    );
    assert.deepEqual(paths, ['/w/a.ts', 'b.ts', '../c.ts']);
  });

  const commands: readonly (readonly [unknown, string | undefined])[] = [
    [{ command: 'ls -la', description: 'Lists' }, 'ls -la'],
    [{ cmd: 'ls' }, 'ls'],
    [{ command: ['bash', '-lc', 'ls | head'] }, 'ls | head'],
    [{ command: ['/bin/sh', '-c', 'ls'] }, 'ls'],
    [{ command: ['grep', 'two words', 'a.ts'] }, "grep 'two words' a.ts"],
    [{ command: ['echo', '$(rm x)'] }, "echo '$(rm x)'"],
    [{ command: 7 }, undefined],
    ['ls', undefined],
    [undefined, undefined],
  ];

  for (const [rawInput, command] of commands) {
    it(`gives ${JSON.stringify(command)} to a shell by ${JSON.stringify(rawInput)}`, () => {
      assert.equal(actionOf(call({ rawInput })).command, command);
    });
  }

  it('is of no known kind, and has no name, unless it says so', () => {
    assert.deepEqual(actionOf(call({})), {
      kind: 'other',
      title: '',
      paths: [],
      command: undefined,
    });
  });

  it('is known by what was said last, and by what was said before where that is silent', () => {
    const earlier = call({ kind: 'edit', title: 'Write', rawInput: {}, status: 'pending' });
    const later = call({ title: null, rawInput: { path: 'a.ts' }, status: 'in_progress' });
    assert.deepEqual(mergeToolCalls(earlier, later), {
      ...{ toolCallId: 'call_1', kind: 'edit', title: 'Write' },
      ...{ rawInput: { path: 'a.ts' }, status: 'in_progress' },
    });
    assert.deepEqual(mergeToolCalls(undefined, later).rawInput, { path: 'a.ts' });
  });

  it('is a line for the log', () => {
    const edit = call({ kind: 'edit', title: 'x', locations: [{ path: '/w/src/a.ts' }] });
    assert.equal(describeAction(actionOf(edit), '/w'), 'edit src/a.ts');
    assert.equal(describeAction(actionOf(call({ rawInput: { cmd: 'ls' } })), '/w'), '$ ls');
    assert.equal(describeAction(actionOf(call({ title: 'Thinks' })), '/w'), 'Thinks');
  });
});
