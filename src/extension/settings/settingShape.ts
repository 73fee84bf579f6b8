import { isAbsolute } from 'node:path';
import { severities } from '../../core/protocol/diagnostic.ts';
import { hostAgentNames } from '../../core/protocol/writtenAgent.ts';
import { isAgent } from './agentShape.ts';
import type { SettingKey, SettingMap } from './settingMap.ts';

/** What a setting has to be, so that it can be checked, and said. */
export type SettingShape =
  | { readonly kind: 'boolean' | 'text' | 'folder' | 'server' | 'agents' | 'checkers' }
  | { readonly kind: 'integer' | 'amount'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'texts'; readonly atLeast: number };

/** The shape of every setting; a test holds it against the manifest. */
export const settingShapes: Readonly<Record<SettingKey, SettingShape>> = {
  workers: { kind: 'integer', minimum: 1, maximum: 50 },
  mode: { kind: 'oneOf', values: ['parallel', 'sequential'] },
  timeoutSeconds: { kind: 'integer', minimum: 5, maximum: 86_400 },
  maxCost: { kind: 'amount', minimum: 0, maximum: 1_000_000 },
  maxTokens: { kind: 'integer', minimum: 0, maximum: 1_000_000_000_000 },
  maxMinutes: { kind: 'integer', minimum: 0, maximum: 10_000 },
  verify: { kind: 'boolean' },
  setupCommand: { kind: 'text' },
  cacheFolder: { kind: 'folder' },
  mahavishnu: { kind: 'server' },
  ladder: { kind: 'texts', atLeast: 1 },
  agents: { kind: 'agents' },
  checkers: { kind: 'checkers' },
  minimumSeverity: { kind: 'oneOf', values: severities },
  excludedSources: { kind: 'texts', atLeast: 0 },
  includeGenerated: { kind: 'boolean' },
  showStateAtProblems: { kind: 'boolean' },
  saveAfterMerge: { kind: 'boolean' },
};

/** All of them, in the order in which the manifest shows them. */
export const settingKeys: readonly SettingKey[] = Object.keys(settingShapes).filter(
  (key): key is SettingKey => key in settingShapes,
);

/** Names that are taken: these agents are always there. */
export const builtInAgents = ['quickfix', ...hostAgentNames] as const;

function areAgents(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, agent]) =>
      name !== '' && !builtInAgents.some((taken) => taken === name) && isAgent(agent),
  );
}

function areTexts(value: unknown, atLeast: number): boolean {
  if (!Array.isArray(value) || value.length < atLeast) return false;
  return value.every((one) => typeof one === 'string');
}

function isBetween(value: unknown, minimum: number, maximum: number): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return value >= minimum && value <= maximum;
}

/** True when a value can be used as that setting. What is in the list of checkers is looked at later. */
export function isSetting<Key extends SettingKey>(
  key: Key,
  value: unknown,
): value is SettingMap[Key] {
  const shape = settingShapes[key];
  switch (shape.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
    case 'folder':
    case 'server':
      return typeof value === 'string';
    case 'integer':
      return isBetween(value, shape.minimum, shape.maximum);
    case 'amount':
      return typeof value === 'number' && value >= shape.minimum && value <= shape.maximum;
    case 'oneOf':
      return shape.values.some((one) => one === value);
    case 'texts':
      return areTexts(value, shape.atLeast);
    case 'agents':
      return areAgents(value);
    case 'checkers':
      return value === null || Array.isArray(value);
  }
}

/** True for an empty text, which stands for the usual folder, and for a path from the very top. */
export function isFolderSetting(value: string): boolean {
  return value === '' || isAbsolute(value);
}
