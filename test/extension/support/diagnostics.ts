import * as vscode from 'vscode';

/** Waits until what the language servers say of a file is as `test` wants it. */
export function diagnosticsOf(
  uri: vscode.Uri,
  test: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const diagnostics = vscode.languages.getDiagnostics(uri);
      if (!test(diagnostics)) return;
      subscription.dispose();
      resolve(diagnostics);
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}
