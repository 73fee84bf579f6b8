import type * as vscode from 'vscode';
import type { FileSelection } from '../../core/git/fileSelection.ts';
import { referenceKey } from '../fixes/fixNode.ts';
import type { TaskReference } from '../fixes/taskReference.ts';

/** What somebody does not want of a task; of another commit nothing of it is true. */
interface Entry {
  readonly key: string;
  readonly commit: string;
  readonly parts: readonly FileSelection[];
}

const memoryKey = 'discardedParts';
/** Tasks that are no longer there leave theirs behind. */
const keptAtMost = 500;

/** Files and hunks that somebody has discarded of fixes that are otherwise wanted. */
export class DiscardedParts {
  readonly #memory: vscode.Memento;

  /** @param memory of the workspace. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** @param commit what the task has made. */
  of(task: TaskReference, commit: string): readonly FileSelection[] {
    const key = referenceKey(task);
    const entry = this.#entries().find((one) => one.key === key);
    return entry?.commit === commit ? entry.parts : [];
  }

  /** @returns all that is discarded of the task by now. */
  async add(
    task: TaskReference,
    commit: string,
    parts: readonly FileSelection[],
  ): Promise<readonly FileSelection[]> {
    const key = referenceKey(task);
    const all = [...this.of(task, commit), ...parts];
    const others = this.#entries().filter((one) => one.key !== key);
    const entries = [...others, { key, commit, parts: all }].slice(-keptAtMost);
    await this.#memory.update(memoryKey, entries);
    return all;
  }

  #entries(): readonly Entry[] {
    return this.#memory.get<readonly Entry[]>(memoryKey, []);
  }
}
