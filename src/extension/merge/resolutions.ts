import type * as vscode from 'vscode';
import type { TreeCommit } from '../../core/git/gitObjects.ts';
import { referenceKey } from '../fixes/fixNode.ts';
import type { TaskReference } from '../fixes/taskReference.ts';

/** A conflict that somebody is about to resolve by hand. */
export interface Resolution {
  readonly task: TaskReference;
  /** The file that they are at, relative to the root. */
  readonly path: string;
  /** The files that come after it. */
  readonly rest: readonly string[];
  /** The working copy before the first of them. */
  readonly before: TreeCommit;
  /** The tree that has this file as it was. */
  readonly original: string;
}

const memoryKey = 'openConflicts';

/** True when a conflict was being resolved when the window was closed. */
export function hasOpenConflicts(memory: vscode.Memento): boolean {
  return memory.get<readonly Resolution[]>(memoryKey, []).length > 0;
}

/** Conflicts that are being resolved; they outlive the window, as the editors do that show them. */
export class Resolutions {
  readonly #memory: vscode.Memento;
  readonly #byTask = new Map<string, Resolution>();

  /** @param memory of the workspace. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    for (const one of memory.get<readonly Resolution[]>(memoryKey, [])) {
      this.#byTask.set(referenceKey(one.task), one);
    }
  }

  find(task: TaskReference): Resolution | undefined {
    return this.#byTask.get(referenceKey(task));
  }

  /** Those that are at a file. */
  at(root: string, path: string): readonly Resolution[] {
    return [...this.#byTask.values()].filter((one) => one.task.root === root && one.path === path);
  }

  /** The roots that any of them is in. */
  get roots(): ReadonlySet<string> {
    return new Set([...this.#byTask.values()].map(({ task }) => task.root));
  }

  async set(resolution: Resolution): Promise<void> {
    this.#byTask.set(referenceKey(resolution.task), resolution);
    await this.#keep();
  }

  /** @returns false when it had been taken off already. */
  async delete({ task, path }: Resolution): Promise<boolean> {
    if (this.find(task)?.path !== path) return false;
    this.#byTask.delete(referenceKey(task));
    await this.#keep();
    return true;
  }

  async #keep(): Promise<void> {
    await this.#memory.update(memoryKey, [...this.#byTask.values()]);
  }
}
