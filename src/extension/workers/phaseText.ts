import * as vscode from 'vscode';

/** What the core says of itself, in the language of the editor. */
function knownPhases(): Readonly<Record<string, string>> {
  return {
    'taking a snapshot': vscode.l10n.t('Taking a snapshot'),
    'looking for problems': vscode.l10n.t('Looking for problems'),
    'checking all fixes together': vscode.l10n.t('Checking all fixes together'),
    'merging what is verified': vscode.l10n.t('Merging what is verified'),
  };
}

/** @param phase empty when it is not known. */
export function phaseText(phase: string): string {
  if (phase === '') return vscode.l10n.t('Fixing');
  const round = /^round (\d+)\b/.exec(phase)?.[1];
  if (round !== undefined) return vscode.l10n.t('Fixing, round {0}', round);
  return knownPhases()[phase] ?? phase.charAt(0).toUpperCase() + phase.slice(1);
}
