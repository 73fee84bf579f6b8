import * as vscode from 'vscode';

/** Settings with which a save writes something else than the text that was there. */
const changingSettings = [
  'editor.formatOnSave',
  'editor.codeActionsOnSave',
  'files.trimTrailingWhitespace',
  'files.insertFinalNewline',
  'files.trimFinalNewlines',
] as const;

/** Code actions are an object, or a list, of what to run. */
function isOn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true;
  return Object.values(value).some((one) => one !== false && one !== 'never');
}

/** True when nothing in the settings makes a save of this document change its text. */
export function isSavedAsItIs(document: vscode.TextDocument): boolean {
  const configuration = vscode.workspace.getConfiguration(undefined, document);
  return !changingSettings.some((name) => isOn(configuration.get(name)));
}
