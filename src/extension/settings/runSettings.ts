import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { ServerAddress } from '../../core/mahavishnu/serverAddress.ts';
import type { RunOptions } from '../../core/manager/runRecord.ts';
import type { ProjectSettings } from '../../core/projectSettings.ts';
import type { AgentSettings, CheckerSettings } from '../../core/protocol/settings.ts';
import type { ExtensionServices } from '../host/services.ts';
import { type ChosenAgents, chooseAgents } from './chosenAgents.ts';
import { findFault, readCheckers } from './settingFault.ts';
import { describeFault } from './settingFaultText.ts';
import type { SettingKey } from './settingMap.ts';
import type { SettingsReader } from './settingsReader.ts';

/** How a run works, as the settings say. */
export type RunSettings = Pick<
  RunOptions,
  | 'workers'
  | 'agents'
  | 'checkers'
  | 'verify'
  | 'timeoutSeconds'
  | 'setupCommand'
  | 'maxCost'
  | 'maxTokens'
  | 'maxMinutes'
> & { readonly isSwarm: boolean; readonly mahavishnu: ServerAddress | undefined };

const keysOfRuns: readonly SettingKey[] = [
  'workers',
  'mode',
  'timeoutSeconds',
  'maxCost',
  'maxTokens',
  'maxMinutes',
  'verify',
  'setupCommand',
  'mahavishnu',
  'ladder',
  'agents',
  'checkers',
];

/**
 * What a run in the repository at `root` needs to know: the editor's settings, as far as somebody has
 * set them, over what the project's own file says.
 * @throws {SwarmError} `configuration`: the first setting that is wrong, and what it has to be.
 */
export async function readRunSettings(
  { settings, mahavishnu }: Pick<ExtensionServices, 'settings' | 'mahavishnu'>,
  root: string,
): Promise<RunSettings> {
  const scope = settings.scopeOf(root);
  for (const key of keysOfRuns) {
    const fault = await findFault(key, settings.read(key, scope));
    if (fault !== undefined) throw new SwarmError('configuration', describeFault(fault));
  }
  const { readProjectSettings } = await import('../../core/projectSettings.ts');
  const project = await readProjectSettings(root);
  return {
    workers: settings.get('workers', scope),
    isSwarm: settings.get('mode', scope) === 'parallel',
    timeoutSeconds: settings.get('timeoutSeconds', scope),
    ...limitsOf(settings, scope),
    verify: settings.get('verify', scope),
    setupCommand: setupOf(settings, scope, project),
    mahavishnu: await mahavishnu.address(scope),
    agents: agentsOf(settings, scope, project),
    checkers: await checkersOf(settings, scope, project),
  };
}

/** None stands for no limit. */
function limitsOf(
  settings: SettingsReader,
  scope: vscode.Uri,
): Pick<RunOptions, 'maxCost' | 'maxTokens' | 'maxMinutes'> {
  const keys = ['maxCost', 'maxTokens', 'maxMinutes'] as const;
  const limits = keys.map((key) => [key, settings.get(key, scope)] as const);
  return Object.fromEntries(limits.filter(([, limit]) => limit > 0));
}

function setupOf(settings: SettingsReader, scope: vscode.Uri, project: ProjectSettings): string {
  const isSet = settings.isSet('setupCommand', scope);
  return isSet ? settings.get('setupCommand', scope) : project.setup;
}

function agentsOf(
  settings: SettingsReader,
  scope: vscode.Uri,
  project: ProjectSettings,
): readonly AgentSettings[] {
  const ladder = settings.get('ladder', scope);
  const chosen = chooseAgents(
    {
      agents: settings.get('agents', scope),
      ladder: settings.isSet('ladder', scope) ? ladder : undefined,
      usualLadder: ladder,
    },
    project,
  );
  if (chosen.kind === 'known') return chosen.agents;
  throw new SwarmError('configuration', describeUnknown(chosen));
}

function describeUnknown(chosen: Extract<ChosenAgents, { kind: 'unknown' }>): string {
  const { name, known, isFromProject } = chosen;
  return vscode.l10n.t(
    '{0} names the agent "{1}", which does not exist; there are {2}. Correct the name, or add it to {3}.',
    isFromProject ? '.swarm-autofix.json' : vscode.l10n.t('The setting swarmAutofix.ladder'),
    name,
    known.join(', '),
    isFromProject ? 'agents' : 'swarmAutofix.agents',
  );
}

async function checkersOf(
  settings: SettingsReader,
  scope: vscode.Uri,
  project: ProjectSettings,
): Promise<readonly CheckerSettings[]> {
  const own = settings.get('checkers', scope);
  if (own === null || own.length === 0) return project.checkers;
  const answer = await readCheckers(own);
  if ('checkers' in answer) return answer.checkers;
  throw new SwarmError('configuration', describeFault(answer.fault));
}
