import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { crowd, crowdedFile, wideRule } from '../crowdedProject.ts';
import type { ProblemFlow } from '../probeRequests.ts';

type FileEntry = [vscode.Uri, vscode.Diagnostic[]];

function diagnosticAt(line: number, code: string, message: string): vscode.Diagnostic {
  const range = new vscode.Range(line, 2, line, 9);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  return Object.assign(diagnostic, { source: 'bench', code });
}

function problemsIn(root: vscode.Uri): FileEntry[] {
  const files = Array.from({ length: crowd.files }, (_none, number): FileEntry => {
    const message = `'value${number}' is declared but its value is never read.`;
    const uri = vscode.Uri.joinPath(root, crowdedFile(number));
    return [uri, [diagnosticAt(number % 5, wideRule, message)]];
  });
  for (let number = crowd.files; number < crowd.problems; number += 1) {
    const [, diagnostics] = files[number % crowd.filesOfOtherRules] ?? [];
    const code = `rule-${number % crowd.otherRules}`;
    diagnostics?.push(diagnosticAt(number % 7, code, `'item${number}' is not what it should be.`));
  }
  return files;
}

/** Tells the editor of thousands of problems, as a tool does. */
export class ProblemSource implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('bench');
  readonly #problems: readonly FileEntry[];

  constructor(root: vscode.Uri) {
    this.#problems = problemsIn(root);
  }

  async report(flow: ProblemFlow): Promise<void> {
    if (flow === 'at once') {
      this.#collection.set(this.#problems);
      return;
    }
    for (const [uri, diagnostics] of this.#problems) {
      this.#collection.set(uri, diagnostics);
      await turn();
    }
  }

  clear(): void {
    this.#collection.clear();
  }

  dispose(): void {
    this.#collection.dispose();
  }
}
