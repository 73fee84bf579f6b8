import assert from 'node:assert/strict';
import { AgentCoordinator } from '../../../src/core/agents/agentCoordinator.ts';
import { scoreOf } from '../../../src/core/agents/agentScores.ts';
import { EditorFixer } from '../../../src/core/agents/quickFix/editor/editorFixer.ts';
import { type PipedCommand, PipedProcess } from '../../../src/core/base/pipedProcess.ts';
import { runProcess } from '../../../src/core/base/runProcess.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import { issueTypes } from '../../../src/core/protocol/issueType.ts';
import type { AgentSettings } from '../../../src/core/protocol/settings.ts';
import type { TaskFile } from '../../../src/core/protocol/taskFile.ts';
import { issueAt } from '../../support/issues.ts';

const quickFix: AgentSettings = { kind: 'quickfix', id: 'quickfix' };
const command: AgentSettings = { kind: 'command', id: 'mender', command: 'true' };

const editor: AgentSettings = { kind: 'editor', id: 'editor' };

const task: TaskFile = {
  ...{ version: 1, runId: 'r', orderId: 't01', workerId: 'w', base: '', setupCommand: '' },
  job: { kind: 'check', inPlace: false, subjects: [] },
  ...{ workingTree: '/project', slotsRoot: '/slots', slot: '/slots/1', timeoutSeconds: 60 },
  ...{ checkers: [], knownSources: [] },
};

/** @param offered the issues that the editor has fixes for. */
function ladder(settings: readonly AgentSettings[], offered: readonly Issue[] = []) {
  const candidates = new Map(offered.map((issue) => [issue.id, []]));
  const fixer = new EditorFixer(candidates, new Map(), { readText: async () => undefined });
  const noteWorker = (): void => undefined;
  const askHost = (): Promise<never> => Promise.reject(new Error('nobody is there'));
  const start = (program: PipedCommand): PipedProcess => new PipedProcess(program);
  const parts = { fixers: [], editor: fixer, run: runProcess, file: task, serverToken: '' };
  return new AgentCoordinator({ ...parts, start, askHost, noteWorker }).ladder(settings);
}

describe('AgentCoordinator', () => {
  it('asks agents as configured, and takes doubtful quick fixes last', async () => {
    assert.deepEqual(
      (await ladder([quickFix, command])).map(({ agent }) => agent.id),
      ['quickfix', 'mender', 'quickfix'],
    );
    assert.deepEqual(
      (await ladder([command])).map(({ agent }) => [agent.id, agent.isForeign]),
      [['mender', true]],
    );
    assert.deepEqual(await ladder([]), []);
  });

  it('gives quick fixes only what tools have edits for', async () => {
    const issues = [issueAt(1, 1, { type: 'dead_code' }), issueAt(2, 1, { type: 'test_failure' })];
    const [safe, mender, doubtful] = await ladder([quickFix, command]);
    assert.deepEqual(safe?.choose(issues), issues.slice(0, 1));
    assert.deepEqual(mender?.choose(issues), issues);
    assert.deepEqual(doubtful?.choose(issues), issues.slice(0, 1));
  });

  it('gives the editor only what it has fixes for, and looks at what others use of the files', async () => {
    const issues = [issueAt(1, 1), issueAt(2, 1), issueAt(3, 1, { type: 'test_failure' })];
    const [safe, mender, doubtful, ...more] = await ladder([editor, command], [...issues.slice(1)]);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [safe, mender, doubtful].map((step) => [step?.agent.id, step?.agent.isUnjudged]),
      [
        ['editor', true],
        ['mender', true],
        ['editor', true],
      ],
    );
    assert.deepEqual(safe?.choose(issues), issues.slice(1, 2));
    assert.deepEqual(doubtful?.choose(issues), issues.slice(1, 2));
  });
});

describe('scoreOf', () => {
  it('is between 0 and 1 for every agent and type, and a command is asked about everything', async () => {
    for (const type of issueTypes) {
      const quick = scoreOf('quickfix', type);
      assert.equal(scoreOf('editor', type), quick);
      assert.ok(quick >= 0 && quick <= 1);
      assert.ok(scoreOf('command', type) > 0);
    }
  });
});
