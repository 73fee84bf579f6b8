import { equal, rejects } from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a window without a repository', () => {
  it('has files, but no git', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    equal(folder?.name, 'inventory');
    const git = vscode.Uri.joinPath(folder.uri, '.git');
    await rejects(async () => vscode.workspace.fs.stat(git));
  });
});
