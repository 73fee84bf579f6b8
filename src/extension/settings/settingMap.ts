import type { Severity } from '../../core/protocol/diagnostic.ts';
import type { WrittenAgent } from '../../core/protocol/writtenAgent.ts';

/** Every setting, without the `swarmAutofix.` in front; a test holds this map against the manifest. */
export interface SettingMap {
  readonly workers: number;
  readonly mode: 'parallel' | 'sequential';
  readonly timeoutSeconds: number;
  /** In US dollars, for each run; 0 for no limit. */
  readonly maxCost: number;
  readonly maxTokens: number;
  readonly maxMinutes: number;
  readonly verify: boolean;
  readonly setupCommand: string;
  readonly cacheFolder: string;
  /** The address of a server that lends workers, or `off`. */
  readonly mahavishnu: string;
  readonly ladder: readonly string[];
  readonly agents: Readonly<Record<string, WrittenAgent>>;
  readonly checkers: readonly unknown[] | null;
  readonly minimumSeverity: Severity;
  readonly excludedSources: readonly string[];
  readonly includeGenerated: boolean;
  readonly showStateAtProblems: boolean;
  readonly saveAfterMerge: boolean;
}

export type SettingKey = keyof SettingMap;
