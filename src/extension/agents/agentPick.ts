import * as vscode from 'vscode';
import type { SurveyedAgent } from '../../core/agentSurvey.ts';
import { runProcess } from '../../core/base/runProcess.ts';
import type { AgentSettings } from '../../core/protocol/settings.ts';
import type { ExtensionServices } from '../host/services.ts';
import { knownAgents } from '../settings/chosenAgents.ts';
import { holdText } from './agentWords.ts';

export interface AgentRow extends vscode.QuickPickItem {
  readonly agent: SurveyedAgent;
}

/** What free agents do, which have no version and no program. */
function purposeOf({ kind }: AgentSettings): string {
  switch (kind) {
    case 'quickfix':
      return vscode.l10n.t('what TypeScript, ESLint, Ruff and language servers know themselves');
    case 'editor':
      return vscode.l10n.t('the quick fixes of installed extensions');
    case 'host':
      return vscode.l10n.t('the chat model of this editor');
    default:
      return '';
  }
}

function rowOf(agent: SurveyedAgent): AgentRow {
  const { id, name, version, hold, lack, settings } = agent;
  const facts = [version, purposeOf(settings), holdText(hold)].filter((text) => text !== '');
  const title = name === id ? id : `${id} · ${name}`;
  if (lack === undefined) return { label: title, description: facts.join(' · '), agent };
  const description = vscode.l10n.t('not installed');
  return { label: `$(circle-slash) ${title}`, description, detail: lack.advice, agent };
}

/** As a ladder goes: what costs nothing, then the others, and last those that are not installed. */
function rankOf({ lack, settings }: SurveyedAgent): number {
  if (lack !== undefined) return 2;
  return settings.kind === 'quickfix' || settings.kind === 'editor' ? 0 : 1;
}

/** All agents that a ladder of that folder could name. */
export async function agentRows(
  { settings }: Pick<ExtensionServices, 'settings'>,
  root: string,
): Promise<readonly AgentRow[]> {
  const { readProjectSettings } = await import('../../core/projectSettings.ts');
  const { surveyAgents } = await import('../../core/agentSurvey.ts');
  const written = settings.get('agents', settings.scopeOf(root));
  const own = knownAgents(written, await readProjectSettings(root));
  const found = await surveyAgents(own, runProcess, root);
  return found.toSorted((a, b) => rankOf(a) - rankOf(b)).map(rowOf);
}

/** Shows how to get an agent that is not installed: the command stands in a terminal, to be begun by hand. */
export function showHowToInstall({ name, lack }: SurveyedAgent): void {
  const advice = lack?.advice ?? '';
  if (!advice.startsWith('npm ')) {
    void vscode.window.showInformationMessage(`${name}: ${lack?.what ?? ''}; ${advice}`);
    return;
  }
  const terminal = vscode.window.createTerminal(name);
  terminal.show();
  terminal.sendText(advice, false);
}
