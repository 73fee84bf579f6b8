/** A user's settings, as in `settings.json`. */
export type UserSettings = Readonly<Record<string, unknown>>;

/** The looks that people choose between. */
export const themes = {
  light: 'Light 2026',
  dark: 'Dark 2026',
  contrast: 'Default High Contrast',
} as const;

export type Theme = keyof typeof themes;

export function isTheme(name: string): name is Theme {
  return Object.hasOwn(themes, name);
}

/** A quiet window: nothing that pops up by itself, nothing that asks the network. */
const quiet: UserSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // One of two windows has the focus; the other must not close what it asks.
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export interface SettingsChoice {
  readonly theme?: Theme;
  /** False: the workspace opens in restricted mode, without a question. */
  readonly isTrusted?: boolean;
  readonly extra?: UserSettings;
}

export function userSettings({
  theme = 'light',
  isTrusted = true,
  extra,
}: SettingsChoice): UserSettings {
  return {
    ...quiet,
    'workbench.colorTheme': themes[theme],
    'security.workspace.trust.enabled': !isTrusted,
    ...extra,
  };
}
