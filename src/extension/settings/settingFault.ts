import type { CheckerSettings } from '../../core/protocol/settings.ts';
import type { SettingKey } from './settingMap.ts';
import { isFolderSetting, isSetting } from './settingShape.ts';

/** What is wrong with a setting that somebody has written by hand. */
export interface SettingFault {
  readonly key: SettingKey;
  readonly value: unknown;
  /** Where in it, such as `[1].command`, and what is wrong there; empty when it is all of it. */
  readonly place: string;
  readonly detail: string;
}

type CheckersAnswer =
  | { readonly checkers: readonly CheckerSettings[] }
  | { readonly fault: SettingFault };

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** Reads a list of checkers; what reads it is loaded only for this. */
export async function readCheckers(value: readonly unknown[]): Promise<CheckersAnswer> {
  const { array } = await import('zod');
  const { checkerShape } = await import('../../core/projectSettings.ts');
  const parsed = array(checkerShape).safeParse(value);
  if (parsed.success) return { checkers: parsed.data };
  const [first] = parsed.error.issues;
  const place = placeOf(first?.path ?? []);
  return { fault: { key: 'checkers', value, place, detail: first?.message ?? '' } };
}

async function isServer(value: string): Promise<boolean> {
  if (value === 'off') return true;
  const { serverAddress } = await import('../../core/mahavishnu/serverAddress.ts');
  try {
    serverAddress(value, '');
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with that value; undefined when nothing is. */
export async function findFault(
  key: SettingKey,
  value: unknown,
): Promise<SettingFault | undefined> {
  const whole: SettingFault = { key, value, place: '', detail: '' };
  if (!isSetting(key, value)) return whole;
  if (key === 'cacheFolder' && typeof value === 'string' && !isFolderSetting(value)) return whole;
  if (key === 'mahavishnu' && !(await isServer(String(value)))) return whole;
  if (key !== 'checkers' || !Array.isArray(value) || value.length === 0) return undefined;
  const answer = await readCheckers(value);
  return 'fault' in answer ? answer.fault : undefined;
}
