import * as vscode from 'vscode';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { SettingFault } from './settingFault.ts';
import { settingKeys } from './settingShape.ts';

async function findFaults({ settings }: ExtensionServices): Promise<SettingFault[]> {
  const { findFault } = await import('./settingFault.ts');
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const faults: SettingFault[] = [];
  for (const key of settingKeys) {
    for (const scope of [undefined, ...folders]) {
      const fault = await findFault(key, settings.read(key, scope));
      if (fault === undefined) continue;
      faults.push(fault);
      break;
    }
  }
  return faults;
}

async function show({ key }: SettingFault, text: string): Promise<void> {
  const open = vscode.l10n.t('Open Settings');
  if ((await vscode.window.showWarningMessage(text, open)) !== open) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', `@id:swarmAutofix.${key}`);
}

/** Says what is wrong with settings; again only when they have been changed. */
class SettingsCheck {
  readonly #services: ExtensionServices;
  #told: ReadonlySet<string> = new Set();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  async run(): Promise<void> {
    const faults = await findFaults(this.#services);
    if (faults.length === 0 && this.#told.size === 0) return;
    const { describeFault } = await import('./settingFaultText.ts');
    const texts = new Map(faults.map((fault) => [describeFault(fault), fault]));
    const known = this.#told;
    this.#told = new Set(texts.keys());
    for (const [text, fault] of texts) {
      if (known.has(text)) continue;
      this.#services.log.topic('settings').warn(text);
      void show(fault, text);
    }
  }
}

export const settingsCheck: Contribution = {
  name: 'check of the settings',
  register: (services) => {
    const check = new SettingsCheck(services);
    const run = (): void => {
      check
        .run()
        .catch((error: unknown) =>
          services.errors.report(vscode.l10n.t('The settings could not be checked'), error),
        );
    };
    const timer = setTimeout(run, 0);
    const subscription = services.settings.onDidChange(run);
    return vscode.Disposable.from(subscription, { dispose: () => clearTimeout(timer) });
  },
};
