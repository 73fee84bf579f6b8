import type { FoundTask } from '../../core/manager/taskSelection.ts';
import type { SessionChange } from '../session/sessionChange.ts';
import { type FixSource, groupFixes, needsOrigin } from './fixBoard.ts';
import { type FixGroup, groupOf } from './fixGroup.ts';
import { referenceKey } from './fixNode.ts';
import type { FixReference } from './fixReference.ts';

/** A repository whose fixes are shown. */
export interface FixRepository extends FixSource {
  find(reference: FixReference): FoundTask | undefined;
}

export interface FixRepositories {
  all(): readonly FixRepository[];
  find(root: string): FixRepository | undefined;
}

/** What has to be shown anew; `all` when a group has come or gone. */
export type ShownChange =
  | 'all'
  | { readonly groups: ReadonlySet<FixGroup>; readonly tasks: readonly FixReference[] };

function parseKey(root: string, key: string): FixReference {
  const [runId = '', taskId = ''] = key.split('/', 2);
  return { root, runId, taskId };
}

/** Which tasks are in which group, and what a change of some of them changes in the view. */
export class ShownFixes {
  readonly #repositories: FixRepositories;
  /** The group that each task is shown in, by its key. */
  readonly #groupByTask = new Map<string, FixGroup>();
  readonly #counts = new Map<FixGroup, number>();
  /** Undefined when tasks have moved since they were made. */
  #lists: ReadonlyMap<FixGroup, readonly FixReference[]> | undefined;
  #needsOrigin = false;

  constructor(repositories: FixRepositories) {
    this.#repositories = repositories;
  }

  /** True when a person could not tell of which run or repository a task is. */
  get needsOrigin(): boolean {
    return this.#needsOrigin;
  }

  /** The tasks of a group, first to last. */
  group(group: FixGroup): readonly FixReference[] {
    this.#lists ??= this.#build();
    return this.#lists.get(group) ?? [];
  }

  groupOf(reference: FixReference): FixGroup | undefined {
    this.#lists ??= this.#build();
    return this.#groupByTask.get(referenceKey(reference));
  }

  follow({ root, tasks }: SessionChange): ShownChange {
    if (root === undefined || tasks === 'all') {
      this.#lists = undefined;
      return 'all';
    }
    const before = this.#shownGroups();
    const groups = new Set<FixGroup>();
    const stayed: FixReference[] = [];
    for (const key of tasks) {
      const reference = parseKey(root, key);
      const moved = this.#move(reference);
      for (const group of moved) groups.add(group);
      if (moved.length === 0) stayed.push(reference);
    }
    if (groups.size > 0) this.#lists = undefined;
    return before === this.#shownGroups() ? { groups, tasks: stayed } : 'all';
  }

  /** @returns the groups that have another number of tasks now. */
  #move(reference: FixReference): FixGroup[] {
    const key = referenceKey(reference);
    const task = this.#repositories.find(reference.root)?.find(reference)?.task;
    const from = this.#groupByTask.get(key);
    const to = task && groupOf(task.state);
    if (from === to) return [];
    if (to === undefined) this.#groupByTask.delete(key);
    else this.#groupByTask.set(key, to);
    if (from !== undefined) this.#count(from, -1);
    if (to !== undefined) this.#count(to, 1);
    return [from, to].filter((group) => group !== undefined);
  }

  #count(group: FixGroup, change: number): void {
    this.#counts.set(group, (this.#counts.get(group) ?? 0) + change);
  }

  /** Which groups are there, as a text to compare. */
  #shownGroups(): string {
    const shown = [...this.#counts].filter(([, count]) => count > 0).map(([group]) => group);
    return shown.sort().join(' ');
  }

  #build(): Map<FixGroup, FixReference[]> {
    const sources = this.#repositories.all();
    const lists = new Map<FixGroup, FixReference[]>();
    this.#groupByTask.clear();
    this.#counts.clear();
    for (const [group, placed] of groupFixes(sources)) {
      const references = placed.map(({ reference }) => reference);
      lists.set(group, references);
      this.#counts.set(group, references.length);
      for (const reference of references) this.#groupByTask.set(referenceKey(reference), group);
    }
    this.#needsOrigin = needsOrigin(sources);
    return lists;
  }
}
