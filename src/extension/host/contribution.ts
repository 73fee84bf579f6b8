import * as vscode from 'vscode';
import type { ExtensionServices } from './services.ts';

/** A feature of the extension: registers itself with the editor. */
export interface Contribution {
  /** For the log, such as `status bar`. */
  readonly name: string;
  readonly register: (services: ExtensionServices) => vscode.Disposable;
}

/** Registers all of them. One that fails is reported and does not stop the others. */
export function registerContributions(
  contributions: readonly Contribution[],
  services: ExtensionServices,
): vscode.Disposable {
  const registered = contributions.flatMap(({ name, register }) => {
    try {
      return [register(services)];
    } catch (error) {
      services.errors.report(vscode.l10n.t('The {0} could not be set up', name), error);
      return [];
    }
  });
  return vscode.Disposable.from(...registered);
}
