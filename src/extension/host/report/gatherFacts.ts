import { homedir, hostname, release, userInfo } from 'node:os';
import * as vscode from 'vscode';
import { runProcess } from '../../../core/base/runProcess.ts';
import { messageOf } from '../../../core/base/swarmError.ts';
import { GitCommand } from '../../../core/git/gitCommand.ts';
import type { RunView } from '../../../core/manager/runView.ts';
import { settingKeys } from '../../settings/settingShape.ts';
import type { SettingsReader } from '../../settings/settingsReader.ts';
import type { ErrorPresenter } from '../errorPresenter.ts';
import { ownPlaces } from './ownPlaces.ts';
import type { ReportFacts } from './reportText.ts';
import type { Identity } from './scrubber.ts';
import type { SetSetting } from './settingsSummary.ts';

/** So many of the last runs of each repository are told. */
const mostRuns = 5;

const namesOfSecrets = /token|secret|passw|credential|(?:^|_)key(?:$|_)|auth/i;

/** What a report is gathered from. */
export interface ReportSources {
  readonly context: { readonly extension: vscode.Extension<unknown> };
  readonly settings: SettingsReader;
  readonly errors: ErrorPresenter;
  readonly sessions: {
    all(): readonly { readonly root: string; readonly runs: readonly RunView[] }[];
  };
}

async function gitVersion(): Promise<string> {
  try {
    const text = await new GitCommand(homedir(), runProcess).text(['version']);
    return text.trim();
  } catch (error) {
    return messageOf(error);
  }
}

async function versions({ context }: ReportSources): Promise<Map<string, string>> {
  const { version } = context.extension.packageJSON;
  return new Map([
    ['Swarm Autofix', String(version)],
    ['Editor', `${vscode.env.appName} ${vscode.version} (${vscode.env.appHost})`],
    ['Node', process.version],
    ['Git', await gitVersion()],
    ['System', `${process.platform} ${process.arch} ${release()}`],
    ['Remote', vscode.env.remoteName === undefined ? 'no' : 'yes'],
    ['Language', vscode.env.language],
    ['Workspace folders', String(vscode.workspace.workspaceFolders?.length ?? 0)],
    ['Trusted', String(vscode.workspace.isTrusted)],
  ]);
}

function setSettings({ settings }: ReportSources): SetSetting[] {
  return settingKeys
    .filter((key) => settings.isSet(key))
    .map((key) => ({ key, value: settings.read(key) }));
}

function identity({ sessions }: ReportSources): Identity {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const roots = sessions.all().map(({ root }) => root);
  const files = new Set<string>();
  for (const { runs } of sessions.all()) {
    for (const { issues } of runs.slice(-mostRuns)) for (const { file } of issues) files.add(file);
  }
  const secrets = Object.entries(process.env)
    .filter(([name]) => namesOfSecrets.test(name))
    .map(([, value]) => value ?? '');
  return {
    ...{ homeFolder: homedir(), userName: userInfo().username, hostName: hostname() },
    ...{ folders: [...folders, ...roots], files: [...files].sort(), secrets },
  };
}

/** Looks up everything that a report could need. Nothing of it leaves this machine. */
export async function gatherFacts(services: ReportSources): Promise<ReportFacts> {
  const { errors, sessions, context } = services;
  const runs = sessions.all().flatMap((session) => session.runs.slice(-mostRuns));
  return {
    identity: identity(services),
    versions: await versions(services),
    settings: setSettings(services),
    runs: runs.toReversed(),
    errors: errors.recent.map(({ at, text, stack }) => {
      return { at, text, places: ownPlaces(stack, context.extension.extensionPath) };
    }),
  };
}
