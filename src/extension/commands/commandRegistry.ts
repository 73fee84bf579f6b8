import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { ErrorPresenter } from '../host/errorPresenter.ts';
import type { CommandArguments, CommandId } from './commandMap.ts';
import { isForgottenRow } from './forgottenRow.ts';

/** Guessing what was meant could accept what nobody has looked at. */
function refuseForgottenRow(args: readonly unknown[]): void {
  if (!isForgottenRow(args)) return;
  const text = vscode.l10n.t('The view was just being read anew, and nothing was done. Try again.');
  throw new SwarmError('state', text);
}

/** Registers commands, typed by their id. Whatever a handler throws is shown once. */
export class CommandRegistry implements vscode.Disposable {
  readonly #errors: ErrorPresenter;
  readonly #registered: vscode.Disposable[] = [];

  constructor(errors: ErrorPresenter) {
    this.#errors = errors;
  }

  register<Id extends CommandId>(
    id: Id,
    handler: (...args: CommandArguments[Id]) => unknown,
  ): vscode.Disposable {
    const run = async (...args: CommandArguments[Id]): Promise<unknown> => {
      try {
        refuseForgottenRow(args);
        return await handler(...args);
      } catch (error) {
        this.#errors.report(vscode.l10n.t('The command failed'), error);
        return undefined;
      }
    };
    const registered = vscode.commands.registerCommand(id, run);
    this.#registered.push(registered);
    return registered;
  }

  dispose(): void {
    for (const registered of this.#registered) registered.dispose();
  }
}

/** Runs one of our own commands. */
export async function runCommand<Id extends CommandId>(
  id: Id,
  ...args: CommandArguments[Id]
): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}
