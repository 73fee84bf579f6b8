import type * as vscode from 'vscode';
import type { JournalEvent } from '../../core/manager/journalEvent.ts';
import { partIds } from '../../core/manager/partTasks.ts';
import type { RunStore } from '../../core/manager/runStore.ts';
import type { RunView } from '../../core/manager/runView.ts';
import type { RunUpdate, RunWatcher } from '../../core/manager/runWatcher.ts';
import { type SessionChange, taskKey } from './sessionChange.ts';

function tasksOfEvent(event: JournalEvent): readonly string[] | 'all' {
  switch (event.event) {
    case 'task':
    case 'doubted':
    case 'edited':
    case 'reverified':
      return [event.taskId];
    case 'settled':
      return partIds(event.taskId, event.parts);
    case 'planned':
      return event.tasks.map(({ taskId }) => taskId);
    // They say something about the run, and nothing about one of its tasks.
    case 'found':
    case 'rechecked':
    case 'paused':
    case 'resumed':
    case 'backend':
    case 'mode':
    case 'terminal':
      return [];
    default:
      return 'all';
  }
}

/** The runs of one repository as their journals tell them, of whatever process they are. */
export class RunViews implements vscode.Disposable {
  readonly #views = new Map<string, RunView>();
  readonly #watcher: RunWatcher;
  readonly #onChange: (tasks: SessionChange['tasks']) => void;
  #sorted: readonly RunView[] | undefined;

  constructor(
    store: RunStore,
    onError: (error: unknown) => void,
    onChange: (tasks: SessionChange['tasks']) => void,
  ) {
    this.#onChange = onChange;
    this.#watcher = store.follow((update) => this.#take(update), onError);
  }

  /** Settles when all that is on the disk has been read. */
  get ready(): Promise<void> {
    return this.#watcher.ready;
  }

  /** Oldest first. */
  all(): readonly RunView[] {
    this.#sorted ??= [...this.#views.values()].sort((one, other) =>
      one.record.runId < other.record.runId ? -1 : 1,
    );
    return this.#sorted;
  }

  get(runId: string): RunView | undefined {
    return this.#views.get(runId);
  }

  refresh(): Promise<void> {
    return this.#watcher.refresh();
  }

  dispose(): void {
    this.#watcher.dispose();
  }

  #take(update: RunUpdate): void {
    const { runId } = update;
    const isKnown = this.#views.has(runId);
    this.#sorted = undefined;
    if (update.kind === 'removed') this.#views.delete(runId);
    else this.#views.set(runId, update.view);
    if (update.kind === 'removed' || !isKnown) this.#onChange('all');
    else this.#onChange(tasksOf(runId, update.events));
  }
}

/** The tasks that the events are about. */
function tasksOf(runId: string, events: readonly JournalEvent[]): SessionChange['tasks'] {
  const keys = new Set<string>();
  for (const event of events) {
    const tasks = tasksOfEvent(event);
    if (tasks === 'all') return 'all';
    for (const taskId of tasks) keys.add(taskKey(runId, taskId));
  }
  return keys;
}
