import type { TaskView } from '../../core/manager/runView.ts';
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

/** A view of a task never changes: another one takes its place. */
interface ShownTask {
  readonly reference: FixReference;
  readonly group: FixGroup;
  readonly task: TaskView;
}

function parseKey(root: string, key: string): FixReference {
  const [runId = '', taskId = ''] = key.split('/', 2);
  return { root, runId, taskId };
}

type ShownTasks = ReadonlyMap<string, ShownTask>;

function changeBetween(before: ShownTasks, after: ShownTasks): Exclude<ShownChange, 'all'> {
  const groups = new Set<FixGroup>();
  const stayed: ShownTask[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(key), after.get(key)];
    if (from?.group === to?.group) {
      if (to !== undefined && from?.task !== to.task) stayed.push(to);
      continue;
    }
    if (from !== undefined) groups.add(from.group);
    if (to !== undefined) groups.add(to.group);
  }
  const tasks = stayed.filter(({ group }) => !groups.has(group));
  return { groups, tasks: tasks.map(({ reference }) => reference) };
}

/** Which tasks are in which group, and what a change of some of them changes in the view. */
export class ShownFixes {
  readonly #repositories: FixRepositories;
  /** How each task is shown, by its key. */
  #shownByTask = new Map<string, ShownTask>();
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
    return this.#shownByTask.get(referenceKey(reference))?.group;
  }

  follow({ root, tasks }: SessionChange): ShownChange {
    if (root === undefined || tasks === 'all') return this.#compare();
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

  /** What differs from how it was shown, when anything may have changed. */
  #compare(): ShownChange {
    const [groups, shown, needed] = [this.#shownGroups(), this.#shownByTask, this.#needsOrigin];
    this.#lists = this.#build();
    const isSame = groups === this.#shownGroups() && needed === this.#needsOrigin;
    return isSame ? changeBetween(shown, this.#shownByTask) : 'all';
  }

  /** @returns the groups that have another number of tasks now. */
  #move(reference: FixReference): FixGroup[] {
    const key = referenceKey(reference);
    const task = this.#repositories.find(reference.root)?.find(reference)?.task;
    const from = this.#shownByTask.get(key)?.group;
    const to = task && groupOf(task.state);
    if (task === undefined || to === undefined) this.#shownByTask.delete(key);
    else this.#shownByTask.set(key, { reference, group: to, task });
    if (from === to) return [];
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
    this.#shownByTask = new Map();
    this.#counts.clear();
    for (const [group, placed] of groupFixes(sources)) {
      const references = placed.map(({ reference }) => reference);
      lists.set(group, references);
      this.#counts.set(group, references.length);
      for (const { reference, task } of placed) {
        this.#shownByTask.set(referenceKey(reference), { reference, group, task });
      }
    }
    this.#needsOrigin = needsOrigin(sources);
    return lists;
  }
}
