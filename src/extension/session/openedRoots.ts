import type * as vscode from 'vscode';

const memoryKey = 'openedRepositories';
const keptAtMost = 100;

/**
 * Repositories that somebody has worked in: one within another one, or deep in a folder, is found
 * only when a file of it is named.
 */
export class OpenedRoots {
  readonly #memory: vscode.Memento;

  /** @param memory of the workspace. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** The latest one last. */
  all(): readonly string[] {
    return this.#memory.get<readonly string[]>(memoryKey, []);
  }

  async add(root: string): Promise<void> {
    const before = this.all();
    if (before.at(-1) === root) return;
    const others = before.filter((one) => one !== root);
    await this.#memory.update(memoryKey, [...others, root].slice(-keptAtMost));
  }
}
