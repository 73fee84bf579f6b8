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

/** What is left of a part. */
function without(
  part: FileSelection,
  { path, hunks }: Partial<FileSelection>,
  hunkCount: number,
): FileSelection[] {
  if (path !== undefined && part.path !== path) return [part];
  if (path === undefined || hunks === undefined) return [];
  const all = part.hunks ?? Array.from({ length: hunkCount }, (_one, hunk) => hunk);
  const left = all.filter((hunk) => !hunks.includes(hunk));
  return left.length === 0 ? [] : [{ path, hunks: left }];
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

  /**
   * Somebody wants a part after all, or the whole task.
   * @param hunkCount how many hunks the file has, when it is about some of them.
   */
  async takeOut(
    task: TaskReference,
    wanted: Partial<FileSelection>,
    hunkCount: number,
  ): Promise<void> {
    const key = referenceKey(task);
    const entry = this.#entries().find((one) => one.key === key);
    if (entry === undefined) return;
    const parts = entry.parts.flatMap((part) => without(part, wanted, hunkCount));
    const entries = this.#entries().flatMap((one) => {
      if (one.key !== key) return [one];
      return parts.length === 0 ? [] : [{ ...entry, parts }];
    });
    await this.#memory.update(memoryKey, entries);
  }

  #entries(): readonly Entry[] {
    return this.#memory.get<readonly Entry[]>(memoryKey, []);
  }
}
