import type * as vscode from 'vscode';

const key = 'acknowledgedRuns';

/** So many are remembered: older ones are no longer the last of their repository. */
const most = 20;

/** Broken runs that somebody has looked at. They are not brought up again, not after a reload either. */
export class AcknowledgedRuns {
  readonly #memory: vscode.Memento;

  /** @param memory that of the workspace. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  all(): ReadonlySet<string> {
    return new Set(this.#memory.get<readonly string[]>(key, []));
  }

  async add(runIds: readonly string[]): Promise<void> {
    await this.#memory.update(key, [...this.all(), ...runIds].slice(-most));
  }
}
