import * as vscode from 'vscode';
import type { ExtensionServices } from '../services.ts';
import { gatherFacts } from './gatherFacts.ts';
import { writeReport } from './reportText.ts';
import type { ScrubChoice } from './scrubber.ts';

const reporter = 'workbench.action.openIssueReporter';

/** Undefined when somebody does not want to report after all. */
async function chooseContents(): Promise<ScrubChoice | undefined> {
  const always: vscode.QuickPickItem = {
    label: vscode.l10n.t('Versions, settings that are set, shape of the last runs'),
    description: vscode.l10n.t('always'),
    detail: vscode.l10n.t('Numbers and states. Commands, paths, addresses, names are taken out.'),
    picked: true,
  };
  const names: vscode.QuickPickItem = {
    label: vscode.l10n.t('Names of files'),
    detail: vscode.l10n.t('Relative to the project. Their contents are never part of a report.'),
  };
  const chosen = await vscode.window.showQuickPick([always, names], {
    canPickMany: true,
    ignoreFocusOut: true,
    title: vscode.l10n.t('Report Issue'),
    placeHolder: vscode.l10n.t('What may be in the report? You read it before it goes anywhere.'),
  });
  return chosen && { keepsFileNames: chosen.includes(names) };
}

async function openReporter(services: ExtensionServices, text: string): Promise<void> {
  const { id } = services.context.extension;
  await vscode.commands.executeCommand(reporter, { extensionId: id, issueBody: text });
}

/** What a person has made of the report is what is sent. */
async function offerToSend(services: ExtensionServices, document: vscode.TextDocument) {
  const known = await vscode.commands.getCommands();
  const open = vscode.l10n.t('Open Issue Reporter');
  const copy = vscode.l10n.t('Copy');
  const buttons = known.includes(reporter) ? [open, copy] : [copy];
  const text = vscode.l10n.t(
    'This is all that the report says. Read it and change what you like; nothing has been sent.',
  );
  const chosen = await vscode.window.showInformationMessage(text, ...buttons);
  if (chosen === open) await openReporter(services, document.getText());
  if (chosen === copy) await vscode.env.clipboard.writeText(document.getText());
}

/** Writes a report for a person to read, and on their word hands it to the editor's own reporter. */
export async function reportIssue(services: ExtensionServices): Promise<void> {
  const choice = await chooseContents();
  if (choice === undefined) return;
  const content = writeReport(await gatherFacts(services), choice);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
  void offerToSend(services, document);
}
