import type { SettingKey } from '../../settings/settingMap.ts';
import { builtInAgents, settingShapes } from '../../settings/settingShape.ts';

/** A setting that somebody has set, as it is written. */
export interface SetSetting {
  readonly key: SettingKey;
  readonly value: unknown;
}

/** Commands, paths and names that somebody made up are not told, only that there are some. */
const hidden = '(set)';

function countOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function kindsOf(value: unknown): string {
  if (!Array.isArray(value)) return hidden;
  const kinds = ['typescript', 'eslint', 'ruff', 'command', 'lsp'];
  return value
    .map((one: unknown) => {
      const isKind = typeof one === 'object' && one !== null && 'kind' in one;
      return kinds.find((kind) => isKind && one.kind === kind) ?? '?';
    })
    .join(', ');
}

/** Names of agents: ours as they are, others as `agent`. */
export function agentNames(names: readonly unknown[]): string {
  return names.map((name) => builtInAgents.find((known) => known === name) ?? 'agent').join(', ');
}

function describe({ key, value }: SetSetting): string {
  if (value === null) return 'null';
  const shape = settingShapes[key];
  switch (shape.kind) {
    case 'boolean':
    case 'integer':
    case 'amount':
      return typeof value === 'boolean' || typeof value === 'number' ? `${value}` : hidden;
    case 'oneOf':
      return shape.values.find((one) => one === value) ?? hidden;
    case 'text':
    case 'folder':
      return value === '' ? '(empty)' : hidden;
    case 'server':
      return value === 'off' ? 'off' : hidden;
    case 'texts':
      return key === 'ladder' && Array.isArray(value)
        ? agentNames(value)
        : `(set, ${countOf(value)})`;
    case 'agents':
      return `(set, ${countOf(value)})`;
    case 'checkers':
      return kindsOf(value);
  }
}

/** A line for each. */
export function summarizeSettings(settings: readonly SetSetting[]): string[] {
  return settings.map((setting) => `- \`${setting.key}\`: ${describe(setting)}`);
}
