import type * as vscode from 'vscode';
import type { FixTarget } from '../fixes/fixReference.ts';
import type { GroupTarget } from '../problems/groupTarget.ts';
import type { FixScope } from '../run/fixScope.ts';
import type { WorkerTarget } from '../workers/workerTarget.ts';

/** What a menu passes to a command about a fix: what was clicked, and all that is selected. */
type FixArguments = [clicked?: FixTarget | vscode.Uri, selected?: readonly FixTarget[]];

/**
 * What menus pass to a command about files and folders: what was clicked, and all that is selected as
 * a list, or one after the other.
 */
type PlaceArguments = [
  clicked?: vscode.Uri | vscode.SourceControlResourceState,
  selected?: readonly vscode.Uri[] | vscode.SourceControlResourceState,
  ...others: vscode.SourceControlResourceState[],
];

/** Every command and what it is called with; a test holds this map against the manifest. */
export interface CommandArguments {
  'swarmAutofix.fixWorkspace': [];
  'swarmAutofix.fixFile': PlaceArguments;
  'swarmAutofix.fixFolder': PlaceArguments;
  'swarmAutofix.fixRule': [];
  'swarmAutofix.fixErrors': [];
  'swarmAutofix.fixProblems': [scope: FixScope];
  'swarmAutofix.fixGroup': [clicked?: GroupTarget, selected?: readonly GroupTarget[]];
  'swarmAutofix.openProblem': [uri: vscode.Uri, range: vscode.Range];
  'swarmAutofix.cancelRun': [root?: unknown];
  'swarmAutofix.pauseRun': [];
  'swarmAutofix.resumeRun': [];
  'swarmAutofix.continueRun': [];
  'swarmAutofix.cancelTask': [clicked?: WorkerTarget | FixTarget];
  'swarmAutofix.openTaskLog': [clicked?: WorkerTarget | FixTarget | vscode.Uri];
  'swarmAutofix.reviewTask': FixArguments;
  'swarmAutofix.reviewFile': FixArguments;
  'swarmAutofix.reviewNext': [];
  'swarmAutofix.reviewPrevious': [];
  'swarmAutofix.acceptFix': FixArguments;
  'swarmAutofix.acceptVerified': [];
  'swarmAutofix.discardFix': FixArguments;
  'swarmAutofix.retryTask': FixArguments;
  'swarmAutofix.retryTaskWith': FixArguments;
  'swarmAutofix.editFix': FixArguments;
  'swarmAutofix.recheckFix': FixArguments;
  'swarmAutofix.openWorktree': FixArguments;
  'swarmAutofix.resolveConflict': FixArguments;
  'swarmAutofix.completeMerge': [];
  'swarmAutofix.undoMerge': [mergeId?: string];
  'swarmAutofix.clean': [];
  'swarmAutofix.showWhatMatters': [];
  'swarmAutofix.showLog': [];
  'swarmAutofix.setServerToken': [];
  'swarmAutofix.chooseAgents': [root?: string];
  'swarmAutofix.openSettings': [];
  'swarmAutofix.openWalkthrough': [];
  'swarmAutofix.initializeRepository': [];
  'swarmAutofix.fixInPlace': [];
  'swarmAutofix.reportIssue': [];
}

export type CommandId = keyof CommandArguments;
