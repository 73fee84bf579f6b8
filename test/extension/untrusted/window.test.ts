import { equal } from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a window in restricted mode', () => {
  it('has the example open, and nobody trusts it', () => {
    equal(vscode.workspace.name, 'inventory');
    equal(vscode.workspace.isTrusted, false);
  });
});
