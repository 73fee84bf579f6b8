import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { hashText } from '../../../src/core/base/textHash.ts';
import { EditorFixes, type EditorFixProvider } from '../../../src/core/manager/editorFixes.ts';
import type { EditorFix } from '../../../src/core/protocol/editorFix.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { AgentSettings } from '../../../src/core/protocol/settings.ts';
import type { FixJob } from '../../../src/core/protocol/taskFile.ts';
import { TaskFolder } from '../../../src/core/runner/taskFolder.ts';
import { issueAt } from '../../support/issues.ts';
import { type MarkerProject, markerProject } from '../../support/markerProject.ts';
import { openSwarm, requestRun } from '../../support/markerSwarm.ts';

const editor: AgentSettings = { kind: 'editor', id: 'editor' };
const quickFix: AgentSettings = { kind: 'quickfix', id: 'quickfix' };
const command: AgentSettings = { kind: 'command', id: 'mender', command: 'true' };

const issues = ['ts', 'eslint', 'ruff', 'stylelint'].map((source, index) =>
  issueAt(index + 1, 1, { id: source, source }),
);

function jobFor(...agents: readonly AgentSettings[]): FixJob {
  const task = { taskId: 't01', issueType: 'warning', filePaths: ['a.ts'], priority: 1 } as const;
  return { kind: 'fix', task: { ...task, issues, reason: '' }, agents, verify: true };
}

const never = new AbortController().signal;

describe('EditorFixes', () => {
  async function askedFor(...agents: readonly AgentSettings[]): Promise<readonly string[]> {
    let asked: readonly Issue[] = [];
    const fixes = new EditorFixes(async (_task, wanted) => {
      asked = wanted;
      return [];
    });
    await fixes.ask(jobFor(...agents), never);
    return asked.map((issue) => issue.id);
  }

  it('asks only when the editor is on the ladder', async () => {
    assert.deepEqual(await askedFor(quickFix, command), []);
  });

  it('asks about all issues, or only about those that quick fixes know nothing of', async () => {
    assert.deepEqual(await askedFor(editor, command), ['ts', 'eslint', 'ruff', 'stylelint']);
    assert.deepEqual(await askedFor(quickFix, editor), ['stylelint']);
  });

  it('asks once, also when a task is given to another worker', async () => {
    let count = 0;
    const fixes = new EditorFixes(async () => {
      count += 1;
      return [];
    });
    await fixes.ask(jobFor(editor), never);
    await fixes.ask(jobFor(editor), never);
    assert.equal(count, 1);
  });

  it('has a note in place of fixes when the editor fails', async () => {
    const fixes = new EditorFixes(() => {
      throw new Error('no such extension');
    });
    assert.deepEqual(await fixes.ask(jobFor(editor), never), {
      fixes: [],
      note: 'its quick fixes cannot be had: no such extension',
    });
  });

  it('does not wait for an editor that is slow, and tells it so', async () => {
    let told: AbortSignal | undefined;
    const slow: EditorFixProvider = (_task, _issues, signal) => {
      told = signal;
      return new Promise(() => undefined);
    };
    const { fixes, note } = await new EditorFixes(slow, 5).ask(jobFor(editor), never);
    assert.deepEqual([fixes, told?.aborted], [[], true]);
    assert.match(note, /no answer within 0\.005 s/);
  });

  it('asks nothing for a task that is not wanted any more', async () => {
    const refuse: EditorFixProvider = () => assert.fail('it was asked');
    const answer = await new EditorFixes(refuse).ask(jobFor(editor), AbortSignal.abort());
    assert.deepEqual(answer, { fixes: [], note: '' });
  });
});

describe('A run with an editor', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(2);
  });

  afterEach(() => project.remove());

  async function mend({ id, file, range }: Issue): Promise<EditorFix> {
    const text = await project.repository.read(file);
    const edits = [{ file, range: { ...range, column: 1, endColumn: 4 }, newText: 'GOOD' }];
    const textHashes = { [file]: hashText(text) };
    return { issueId: id, title: 'Mend it', isPreferred: true, edits, textHashes };
  }

  async function run(editorFixes: EditorFixProvider) {
    const swarm = await openSwarm(project);
    const { report } = await swarm.run(requestRun({ agents: [editor], editorFixes }));
    return { swarm, report };
  }

  it('fixes with what the editor offers', async () => {
    const { report } = await run(async (_task, wanted) => Promise.all(wanted.map(mend)));
    assert.equal(report.stopReason, 'clean');
    assert.deepEqual(
      report.tasks.map(({ agent, success }) => [agent, success]),
      [
        ['editor', true],
        ['editor', true],
      ],
    );
  });

  it('goes on without it when it fails, and says so in the log of the task', async () => {
    const { swarm, report } = await run(() => Promise.reject(new Error('it is closing')));
    assert.deepEqual([report.issues.remaining, report.stopReason], [2, 'stalled']);
    const folder = new TaskFolder(swarm.store.taskDirectory(report.runId, 't01'));
    assert.match(
      await readFile(folder.logPath, 'utf8'),
      /\[editor\] its quick fixes cannot be had: it is closing/,
    );
  });
});
