import * as vscode from 'vscode';
import { usualServer } from '../../core/mahavishnu/serverAddress.ts';
import type { SettingFault } from './settingFault.ts';
import { builtInAgents, type SettingShape, settingShapes } from './settingShape.ts';

const longestShown = 60;

/** What a setting of that shape has to be, as the end of a sentence. */
function describeShape(shape: SettingShape): string {
  switch (shape.kind) {
    case 'boolean':
      return vscode.l10n.t('true or false');
    case 'text':
      return vscode.l10n.t('text in quotes');
    case 'folder':
      return vscode.l10n.t('an absolute path, or empty');
    case 'server':
      return vscode.l10n.t(
        'the address of a server, such as "{0}", with https unless it is on this machine, or "off"',
        usualServer,
      );
    case 'integer':
      return vscode.l10n.t('a whole number from {0} to {1}', shape.minimum, shape.maximum);
    case 'amount':
      return vscode.l10n.t('a number from {0} to {1}', shape.minimum, shape.maximum);
    case 'oneOf':
      return vscode.l10n.t('one of {0}', shape.values.map((value) => `"${value}"`).join(', '));
    case 'texts':
      return shape.atLeast > 0
        ? vscode.l10n.t('a list of texts with at least one entry')
        : vscode.l10n.t('a list of texts');
    case 'agents':
      return vscode.l10n.t(
        'an object of agents by name, each { "acp": "…" }, { "command": "…" }, { "remote": "…", "agent": "…" } or { "mahavishnu": "…" }, and none of them named {0}',
        builtInAgents.join(vscode.l10n.t(' or ')),
      );
    case 'checkers':
      return vscode.l10n.t('null or a list of checkers');
  }
}

/** A value as JSON, not too long for one line. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** One line: which setting, what is wrong, what to do. */
export function describeFault({ key, value, place, detail }: SettingFault): string {
  const name = `swarmAutofix.${key}`;
  return place === ''
    ? vscode.l10n.t(
        'The setting {0} must be {1}, not {2}. Correct it in the settings.',
        name,
        describeShape(settingShapes[key]),
        show(value),
      )
    : vscode.l10n.t(
        'The setting {0} is wrong at {1}: {2}. Correct it in the settings.',
        name,
        place,
        detail,
      );
}
