import { equal, ok } from 'node:assert/strict';
import * as vscode from 'vscode';

/** The first diagnostics that a language service has of a file. */
function diagnosticsOf(uri: vscode.Uri): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = vscode.languages.getDiagnostics(uri);
      if (found.length === 0) return;
      listener.dispose();
      resolve(found);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

describe('a window with a trusted repository', () => {
  it('has the example open', () => {
    equal(vscode.workspace.name, 'inventory');
    equal(vscode.workspace.isTrusted, true);
  });

  it("has TypeScript's problems of a file that is open", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'src/pricing/quote.ts');
    await vscode.window.showTextDocument(uri);
    const codes = (await diagnosticsOf(uri)).map(({ code }) => code);
    ok(codes.includes(6192) || codes.includes(18048), `found ${codes.join(', ')}`);
  });
});
