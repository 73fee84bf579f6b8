import * as vscode from 'vscode';
import type { ExtensionServices } from '../host/services.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { readRunSettings } from '../settings/runSettings.ts';
import { type AgentRow, agentRows, showHowToInstall } from './agentPick.ts';

async function loadRows(services: ExtensionServices, root: string): Promise<readonly AgentRow[]> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking for agents on this machine'),
  };
  return vscode.window.withProgress(progress, () => agentRows(services, root));
}

/** The ladder as it is; none when what is written there is wrong. */
async function currentLadder(services: ExtensionServices, root: string): Promise<string[]> {
  try {
    return (await readRunSettings(services, root)).agents.map(({ id }) => id);
  } catch {
    // Whoever starts a run is told what is wrong; here somebody is about to mend it.
    return [];
  }
}

/** What was on the ladder keeps its place; what is new comes last, as it costs more. */
function inOrder(chosen: readonly string[], before: readonly string[]): string[] {
  const kept = before.filter((id) => chosen.includes(id));
  const free = ['quickfix', 'editor'].filter((id) => chosen.includes(id) && !kept.includes(id));
  return [...free, ...kept, ...chosen.filter((id) => ![...free, ...kept].includes(id))];
}

async function write(root: string, ladder: readonly string[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('swarmAutofix', vscode.Uri.file(root));
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const isOfWorkspace = configuration.inspect('ladder')?.workspaceValue !== undefined;
  await configuration.update('ladder', ladder, isOfWorkspace ? Workspace : Global);
}

/** Lets a person say who tries to fix, and in which order. */
export async function chooseAgents(
  services: ExtensionServices,
  session: RepositorySession | undefined,
): Promise<void> {
  if (session === undefined) return;
  const { root } = session;
  const before = await currentLadder(services, root);
  const rows = await loadRows(services, root);
  const items = rows.map((row) => ({ ...row, picked: before.includes(row.agent.id) }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title: vscode.l10n.t('Swarm Autofix: agents'),
    placeHolder: vscode.l10n.t('Each gets only what those before it have left'),
  });
  if (chosen === undefined) return;
  const lacking = chosen.filter(({ agent }) => agent.lack !== undefined);
  for (const { agent } of lacking) showHowToInstall(agent);
  const ids = chosen.filter((row) => !lacking.includes(row)).map(({ agent }) => agent.id);
  if (ids.length === 0) return;
  await write(root, inOrder(ids, before));
}

/** Lets a person choose one agent. @returns undefined when they went away. */
export async function chooseAgent(
  services: ExtensionServices,
  root: string,
): Promise<AgentRow['agent'] | undefined> {
  const rows = await loadRows(services, root);
  const chosen = await vscode.window.showQuickPick(rows, {
    matchOnDescription: true,
    title: vscode.l10n.t('Try again with which agent?'),
  });
  if (chosen?.agent.lack === undefined) return chosen?.agent;
  showHowToInstall(chosen.agent);
  return undefined;
}
