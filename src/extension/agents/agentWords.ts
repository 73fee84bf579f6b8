import * as vscode from 'vscode';
import type { AgentStanding, Hold } from '../../core/agents/agentStanding.ts';

/** How far an agent is held to its worktree; empty when it never leaves our hands. */
export function holdText(hold: Hold): string {
  switch (hold.kind) {
    case 'ours':
      return '';
    case 'confined':
      return vscode.l10n.t('confined by {0}', hold.by);
    case 'free':
      return vscode.l10n.t('not confined: {0}', hold.reason);
  }
}

/** What somebody should know of a ladder before it begins; empty when there is nothing. */
export function ladderNotes(agents: readonly AgentStanding[]): readonly string[] {
  return agents.flatMap(({ id, hold, lack }) => {
    if (lack !== undefined) {
      const { what, advice } = lack;
      return [`$(error) ${id}: ${what}${advice === '' ? '' : `; ${advice}`}`];
    }
    if (hold.kind === 'ours') return [];
    return [`${hold.kind === 'free' ? '$(warning)' : '$(lock)'} ${id}: ${holdText(hold)}`];
  });
}
