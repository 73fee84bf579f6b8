import * as vscode from 'vscode';
import type { TaskView } from '../../core/manager/runView.ts';
import { baseName, ruleNames, verdictText } from '../fixes/fixLabels.ts';
import { narrowToFile } from './narrowToFile.ts';

function filesText(files: readonly string[]): string {
  const [first = '', ...others] = files.map(baseName);
  return others.length > 0 ? vscode.l10n.t('{0} and {1} more', first, others.length) : first;
}

/** Such as `ts(6133) in inventory.ts — fixed 3`. */
export function taskTitle({ task, result }: TaskView): string {
  if (result === undefined) return task.taskId;
  const place = vscode.l10n.t(
    '{0} in {1}',
    ruleNames(task.issues),
    filesText(result.filesModified),
  );
  return `${place} — ${verdictText(result)}`;
}

/** Such as `inventory.ts: ts(6133) — fixed 2`. */
export function fileTitle(view: TaskView, path: string): string {
  const { task, result } = narrowToFile(view, path);
  const verdicts = result === undefined ? '' : verdictText(result);
  if (verdicts === '') return vscode.l10n.t('{0}: changed along', baseName(path));
  return `${baseName(path)}: ${ruleNames(task.issues)} — ${verdicts}`;
}

/** Tells no verdict, since that goes with the first edit. */
export function editTitle(path: string): string {
  return vscode.l10n.t('{0}: edit fix', baseName(path));
}
