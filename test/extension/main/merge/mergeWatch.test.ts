import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf } from '../../support/diagnostics.ts';
import { workspaceUri } from '../../support/workspaceFiles.ts';
import { workspaceRun } from '../../support/workspaceRun.ts';
import { MergeBench } from './mergeBench.ts';

const path = 'src/watched.ts';
const before = 'const unused = 1;\nexport const used = 2;\n';

function unusedOf(uri: vscode.Uri) {
  return (all: readonly vscode.Diagnostic[]): boolean =>
    all.some(({ message }) => message.startsWith("'unused'")) && uri.path.endsWith(path);
}

describe('a merge whose problems the editor still reports', () => {
  const bench = new MergeBench();
  const uri = workspaceUri(path);
  beforeEach(() => bench.begin());
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
    await bench.end();
  });

  async function merge(edit?: (document: vscode.TextDocument) => Promise<void>) {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(before));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await diagnosticsOf(uri, unusedOf(uri));
    const project = await workspaceRun();
    await project.cli('run', '--ai-fix', '--workers', '1', path);
    const run = (await project.runs()).at(-1);
    const [task] = [...(run?.tasks.values() ?? [])];
    ok(run && task);
    const reference = {
      root: project.root,
      runId: run.record.runId,
      taskId: task.task.taskId,
    };
    await vscode.commands.executeCommand('swarmAutofix.acceptFix', { reference });
    equal(document.getText().includes('unused'), false);
    await edit?.(document);
    return document;
  }

  it('says so once, and where', async () => {
    await merge(async (document) => {
      await diagnosticsOf(uri, (all) => !unusedOf(uri)(all));
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), 'const unused = 1;\n');
      await vscode.workspace.applyEdit(edit);
      bench.messages.answer('Show');
    });
    const { text, buttons } = await bench.messages.first(/still reports/);
    match(text, /^The editor still reports (the problem|1 of the \d problems)\.$/);
    deepEqual(buttons, ['Show']);
  });
});
