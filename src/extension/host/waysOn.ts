import * as vscode from 'vscode';
import { RepositoryBusy } from '../../core/base/repositoryBusy.ts';
import { isSwarmError, type SwarmErrorReason } from '../../core/base/swarmError.ts';
import { UnusableGit } from '../../core/base/unusableGit.ts';
import type { CommandId } from '../commands/commandMap.ts';

/** A way on, offered as a button. */
export interface WayOn {
  readonly label: string;
  readonly command:
    | CommandId
    | 'vscode.open'
    | 'vscode.openFolder'
    | 'workbench.action.openRemoteSettings'
    | 'workbench.action.openSettings'
    | 'workbench.trust.manage'
    | 'swarmAutofix.workers.focus';
  readonly args?: readonly unknown[];
}

const gitDownloads = 'https://git-scm.com/downloads';

function fixInPlaceWay(): WayOn {
  return { label: vscode.l10n.t('Fix in Place'), command: 'swarmAutofix.fixInPlace' };
}

function repositoryWays(): readonly WayOn[] {
  return [
    {
      label: vscode.l10n.t('Make This Folder a Git Repository'),
      command: 'swarmAutofix.initializeRepository',
    },
    fixInPlaceWay(),
  ];
}

function gitWays(): readonly WayOn[] {
  const args = [vscode.Uri.parse(gitDownloads)];
  return [{ label: vscode.l10n.t('Get Git'), command: 'vscode.open', args }, fixInPlaceWay()];
}

/** Of a remote machine, folders are chosen in settings of its own: the user's do not list them. */
function cacheFolderWay(): WayOn {
  const isRemote = vscode.env.remoteName !== undefined;
  return {
    label: vscode.l10n.t('Open Settings'),
    command: isRemote ? 'workbench.action.openRemoteSettings' : 'workbench.action.openSettings',
    args: [{ query: '@id:swarmAutofix.cacheFolder' }],
  };
}

function openFolderWay(): WayOn {
  return { label: vscode.l10n.t('Open Folder'), command: 'vscode.openFolder' };
}

function hasFolder(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).length > 0;
}

function lockedWays(error: unknown): readonly WayOn[] {
  const show: WayOn = {
    label: vscode.l10n.t('Show Workers'),
    command: 'swarmAutofix.workers.focus',
  };
  if (!(error instanceof RepositoryBusy)) return [show];
  const cancel: WayOn = {
    label: vscode.l10n.t('Cancel That Run'),
    command: 'swarmAutofix.cancelRun',
    args: [error.workingTree],
  };
  return [cancel, show];
}

function trustWay(): WayOn {
  return {
    label: vscode.l10n.t('Manage Workspace Trust'),
    command: 'workbench.trust.manage',
  };
}

/** Which ways on are offered for which kind of failure; for all others, the log. */
export function waysOn(error: unknown): readonly WayOn[] {
  const showLog: WayOn = { label: vscode.l10n.t('Show Log'), command: 'swarmAutofix.showLog' };
  if (!isSwarmError(error)) {
    const label = vscode.l10n.t('Report Issue…');
    return [showLog, { label, command: 'swarmAutofix.reportIssue' }];
  }
  if (error instanceof UnusableGit) return gitWays();
  const table: Partial<Record<SwarmErrorReason, readonly WayOn[]>> = {
    configuration: [
      { label: vscode.l10n.t('Open Settings'), command: 'swarmAutofix.openSettings' },
    ],
    storage: [cacheFolderWay()],
    locked: lockedWays(error),
    noRepository: repositoryWays(),
    ...(hasFolder() ? {} : { usage: [openFolderWay()] }),
    ...(vscode.workspace.isTrusted ? {} : { environment: [trustWay()] }),
  };
  return table[error.reason] ?? [showLog];
}
