import assert from 'node:assert/strict';
import { promptOf } from '../../../../src/core/agents/prompt/promptOf.ts';
import { Workpiece } from '../../../../src/core/agents/workpiece.ts';
import { GitCommand } from '../../../../src/core/git/gitCommand.ts';
import { quietContext } from '../../../support/agentContext.ts';
import { issueAt } from '../../../support/issues.ts';
import { temporaryProject } from '../../../support/temporaryProject.ts';

describe('promptOf', () => {
  it('shows the files of the worktree as they are now', async () => {
    const project = await temporaryProject({ 'src/a.ts': 'as it is\n' });
    const issues = [issueAt(1, 1), issueAt(1, 1, { file: 'src/gone.ts' })];
    try {
      const prompt = await promptOf({
        worktree: project.root,
        git: new GitCommand(project.root),
        start: 'HEAD',
        taskFilePath: '',
        task: {
          ...{ taskId: 't01', issueType: 'type_error', priority: 1, reason: '' },
          ...{ filePaths: ['src/a.ts', 'src/gone.ts'], issues },
        },
        issues,
        workpiece: new Workpiece(project.root, ['src/a.ts'], []),
        ...quietContext,
        note: 'Keep the names.',
        earlier: ['quickfix fixed 1'],
        answer: { verdicts: [], introduced: [], notes: ['changed nothing'] },
        signal: new AbortController().signal,
        log: () => undefined,
      });
      assert.match(prompt, /^1> as it is\n/m);
      assert.match(prompt, /^src\/gone\.ts\n.*\n\(This file is not there any more\.\)\n/m);
      assert.match(prompt, /^> Keep the names\.$/m);
      assert.match(prompt, /^- quickfix fixed 1$/m);
      assert.match(prompt, /^- changed nothing$/m);
    } finally {
      await project.remove();
    }
  });
});
