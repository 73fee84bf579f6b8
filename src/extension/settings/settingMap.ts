import type { Severity } from '../../core/protocol/diagnostic.ts';

/** A command that edits files, as a person writes it into the settings. */
export interface AgentSetting {
  readonly command: string;
}

/** Every setting, without the `swarmAutofix.` in front; a test holds this map against the manifest. */
export interface SettingMap {
  readonly workers: number;
  readonly mode: 'parallel' | 'sequential';
  readonly timeoutSeconds: number;
  readonly verify: boolean;
  readonly setupCommand: string;
  readonly cacheFolder: string;
  /** The address of a server that lends workers, or `off`. */
  readonly mahavishnu: string;
  readonly ladder: readonly string[];
  readonly agents: Readonly<Record<string, AgentSetting>>;
  readonly checkers: readonly unknown[] | null;
  readonly minimumSeverity: Severity;
  readonly excludedSources: readonly string[];
  readonly includeGenerated: boolean;
  readonly showStateAtProblems: boolean;
  readonly saveAfterMerge: boolean;
}

export type SettingKey = keyof SettingMap;
