import * as vscode from 'vscode';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { taskKey } from '../session/sessionChange.ts';
import type { FixAddress } from './fixAddress.ts';
import { findFix } from './foundFix.ts';

/** Lets a person change fixes, and has them checked again. */
export class FixEditing implements vscode.Disposable {
  readonly #services: ExtensionServices;
  /** Checks that go on, by task. */
  readonly #checks = new Map<string, AbortController>();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  /**
   * Puts a text into a fix, which is not verified from then on, and begins to check it again.
   * @throws {SwarmError} `state`, `usage` when it may not be edited.
   */
  async save(address: FixAddress, bytes: Uint8Array): Promise<void> {
    const { session, ...found } = await findFix(this.#services, address);
    await session.swarm.editTask(found, address.path, bytes);
    await session.refresh();
    this.recheck(address).catch((error: unknown) =>
      this.#services.errors.report(vscode.l10n.t('The fix could not be checked again'), error),
    );
  }

  /**
   * Checks a fix again. A check of the same fix that goes on is given up.
   * @throws {SwarmError} `checker`, `state`, `cancelled`.
   */
  async recheck(reference: FixReference): Promise<void> {
    const { runId, taskId } = reference;
    const key = `${reference.root} ${taskKey(runId, taskId)}`;
    this.#checks.get(key)?.abort();
    const controller = new AbortController();
    this.#checks.set(key, controller);
    try {
      await this.#check(reference, controller.signal);
    } finally {
      if (this.#checks.get(key) === controller) this.#checks.delete(key);
    }
  }

  dispose(): void {
    for (const controller of this.#checks.values()) controller.abort();
  }

  async #check(reference: FixReference, signal: AbortSignal): Promise<void> {
    const { session, ...found } = await findFix(this.#services, reference);
    const progress = { location: { viewId: 'swarmAutofix.fixes' } };
    await vscode.window.withProgress(progress, () => session.swarm.recheckTask(found, signal));
    await session.refresh();
  }
}
