import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { swarmAutofix } from '../support/publicApi.ts';
import { openWorkspaceFile, workspaceUri } from '../support/workspaceFiles.ts';
import { workspaceRun } from '../support/workspaceRun.ts';

const path = 'src/notifications/emailChannel.ts';

async function ask(name: string, input: object): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(name, options);
  return content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .join('');
}

describe('the tools for assistants', () => {
  before(async () => {
    await swarmAutofix();
  });

  after(async () => {
    // Other tests count what waits for review.
    const project = await workspaceRun();
    const [run] = (await project.runs()).slice(-1);
    const waiting = [...(run?.tasks.values() ?? [])].filter(({ state }) => state === 'ready');
    const names = waiting.map(({ task }) => `${run?.record.runId}/${task.taskId}`);
    if (names.length > 0) await project.cli('discard', ...names);
  });

  it('are offered with what they take', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('swarm_'));
    deepEqual(
      ours.map(({ name }) => name),
      ['swarm_fix_problems', 'swarm_review'],
    );
    ok(ours.every(({ inputSchema }) => inputSchema !== undefined));
  });

  it('say that a fix is not there', async () => {
    equal(await ask('swarm_review', { fix: 'r/t01' }), 'There is no fix r/t01.');
  });

  it('fix the problems of a file, and show one of the fixes for review', async function () {
    this.timeout(120_000);
    const uri = workspaceUri(path);
    await openWorkspaceFile(path);
    await diagnosticsOf(uri, (all) => all.some(({ code }) => code === 4114));
    // Under test the editor takes its own question for answered; the window's tests click it.
    const text = await ask('swarm_fix_problems', { path });
    match(text, /^Of \d+ problems, checked again by the tools that reported them: \d+ fixed/);
    match(text, /only the user accepts/);
    match(await ask('swarm_review', {}), /^The user sees .* now\./);
  });

  const absent = ['src/nowhere.ts', '../..', '/etc/passwd'];
  for (const name of absent) {
    it(`refuse a path that is not in the workspace: ${name}`, async () => {
      const words = `There is no ${name} in the workspace.`;
      await rejects(ask('swarm_fix_problems', { path: name }), (error: Error) =>
        error.message.includes(words),
      );
    });
  }

  it('refuse what does not go together', async () => {
    const wish = { rule: 'ts(6133)', errorsOnly: true };
    await rejects(ask('swarm_fix_problems', wish), /no rule or path with it/);
  });
});
