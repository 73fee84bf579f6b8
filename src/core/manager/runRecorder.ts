import type { NewJournalEvent } from './journalEvent.ts';
import type { RunRecord } from './runRecord.ts';
import type { RunStore } from './runStore.ts';
import { RunHistory, type RunView, type TaskView } from './runView.ts';
import type { SwarmListener } from './swarmEvent.ts';

/** Writes a run's journal and follows it: what is not written down has not happened. */
export class RunRecorder {
  readonly record: RunRecord;
  readonly #store: RunStore;
  #history: RunHistory;
  readonly #listener: SwarmListener;
  #last: Promise<void> = Promise.resolve();

  private constructor(
    store: RunStore,
    record: RunRecord,
    history: RunHistory,
    listener: SwarmListener,
  ) {
    this.record = record;
    this.#store = store;
    this.#history = history;
    this.#listener = listener;
  }

  static async create(
    store: RunStore,
    record: RunRecord,
    listener: SwarmListener,
  ): Promise<RunRecorder> {
    await store.create(record);
    return new RunRecorder(store, record, new RunHistory(record), listener);
  }

  /** Goes on with a run that exists. */
  static async open(store: RunStore, runId: string, listener: SwarmListener): Promise<RunRecorder> {
    const history = await store.history(runId);
    return new RunRecorder(store, history.view().record, history, listener);
  }

  /** Events are written one after the other, in the order of the calls. */
  append(event: NewJournalEvent): Promise<void> {
    const turn = this.#last.then(async () => {
      const dated = await this.#store.append(this.record.runId, event);
      this.#history.add(dated);
      this.#listener({ type: 'journal', event: dated });
    });
    // A failed write is the caller's to handle; it must not keep the later ones from being tried.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Takes in what others have written meanwhile. */
  async reload(store: RunStore): Promise<void> {
    this.#history = await store.history(this.record.runId);
  }

  /** @throws {SwarmError} `notFound` when somebody has removed the run. */
  requireThere(): Promise<void> {
    return this.#store.requireThere(this.record.runId);
  }

  /** The run's own folder. */
  get directory(): string {
    return this.#store.runDirectory(this.record.runId);
  }

  taskDirectory(orderId: string): string {
    return this.#store.taskDirectory(this.record.runId, orderId);
  }

  view(): RunView {
    return this.#history.view();
  }

  task(taskId: string): TaskView | undefined {
    return this.#history.task(taskId);
  }
}
