import { deepEqual } from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a window with two repositories', () => {
  it('has both open', () => {
    const names = vscode.workspace.workspaceFolders?.map(({ name }) => name);
    deepEqual(names, ['inventory', 'shelf']);
  });
});
