import * as vscode from 'vscode';
import type { ActivationTimes } from '../probeRequests.ts';

const heading = '## Extension Activation Stats';

/** Such as `| vscode.git | false | 41 | 12 | 130 | onStartupFinished | vscode.git |`. */
function timesIn(line: string): (readonly [string, ActivationTimes])[] {
  const [, id = '', , ...cells] = line.split('|').map((cell) => cell.trim());
  const [load = Number.NaN, call = Number.NaN, finish = Number.NaN] = cells.map(Number);
  const isExtension = id.includes('.') && Number.isFinite(load + call + finish);
  return isExtension ? [[id.toLowerCase(), { load, call, finish }]] : [];
}

function findReport(): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.scheme === 'perf' && document.getText().includes(heading),
  );
}

/** The editor writes its report into a text that cannot be asked for: it has to be shown. */
async function startupReport(): Promise<string> {
  const found = new Promise<vscode.TextDocument>((resolve) => {
    const look = (): void => {
      const document = findReport();
      if (document === undefined) return;
      listening.dispose();
      resolve(document);
    };
    const listening = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(look),
    );
  });
  await vscode.commands.executeCommand('perfview.show');
  return (await found).getText();
}

/** What "Developer: Startup Performance" says of all extensions, by their ids in small letters. */
export async function activationTimes(): Promise<Record<string, ActivationTimes>> {
  const text = await startupReport();
  return Object.fromEntries(text.slice(text.indexOf(heading)).split('\n').flatMap(timesIn));
}
