import type * as vscode from 'vscode';
import { taskKey } from '../session/sessionChange.ts';
import type { FixReference } from './fixReference.ts';

/** The hunks of a file that are not wanted, and how many it has. */
export interface UnwantedHunks {
  readonly hunks: ReadonlySet<number>;
  readonly count: number;
}

/** What is not wanted, by path; a file that is not there is wanted as a whole. */
export type UnwantedFiles = ReadonlyMap<string, UnwantedHunks | 'all'>;

/** What is not wanted of a task; of another commit nothing of it is true. */
export interface Unwanted {
  readonly commit: string;
  readonly files: UnwantedFiles;
}

/** The same as JSON. */
interface Entry {
  readonly root: string;
  readonly runId: string;
  readonly taskId: string;
  readonly commit: string;
  readonly files: readonly {
    readonly path: string;
    /** Without it, the whole file. */
    readonly unwanted?: { readonly hunks: readonly number[]; readonly count: number };
  }[];
}

type Task = Pick<FixReference, 'root' | 'runId' | 'taskId'>;

const memoryKey = 'uncheckedParts';
/** Repositories that are no longer opened leave theirs behind. */
const keptAtMost = 1_000;

function keyOf({ root, runId, taskId }: Task): string {
  return `${root}\n${taskKey(runId, taskId)}`;
}

function toEntry({ root, runId, taskId }: Task, { commit, files }: Unwanted): Entry {
  return {
    ...{ root, runId, taskId, commit },
    files: [...files].map(([path, unwanted]) =>
      unwanted === 'all'
        ? { path }
        : { path, unwanted: { hunks: [...unwanted.hunks], count: unwanted.count } },
    ),
  };
}

function fromEntry({ commit, files }: Entry): Unwanted {
  const read = files.map(({ path, unwanted }): [string, UnwantedHunks | 'all'] => [
    path,
    unwanted === undefined ? 'all' : { hunks: new Set(unwanted.hunks), count: unwanted.count },
  ]);
  return { commit, files: new Map(read) };
}

/** What somebody has unchecked, kept for as long as its run is there. */
export class UnwantedMemory {
  readonly #memory: vscode.Memento;
  readonly #byTask = new Map<string, { readonly task: Task; readonly unwanted: Unwanted }>();

  /** @param memory of the workspace. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    for (const entry of memory.get<readonly Entry[]>(memoryKey, [])) {
      this.#byTask.set(keyOf(entry), { task: entry, unwanted: fromEntry(entry) });
    }
  }

  get(task: Task): Unwanted | undefined {
    return this.#byTask.get(keyOf(task))?.unwanted;
  }

  set(task: Task, unwanted: Unwanted): void {
    const key = keyOf(task);
    // The latest one comes last, and is kept longest.
    this.#byTask.delete(key);
    if (unwanted.files.size > 0) this.#byTask.set(key, { task, unwanted });
    this.#keep();
  }

  /** Forgets what it knows of runs of a repository that are no longer there. */
  forgetOthers(root: string, runIds: ReadonlySet<string>): void {
    const gone = [...this.#byTask].filter(
      ([, { task }]) => task.root === root && !runIds.has(task.runId),
    );
    for (const [key] of gone) this.#byTask.delete(key);
    if (gone.length > 0) this.#keep();
  }

  #keep(): void {
    const entries = [...this.#byTask.values()].map(({ task, unwanted }) => toEntry(task, unwanted));
    void this.#memory.update(memoryKey, entries.slice(-keptAtMost));
  }
}
