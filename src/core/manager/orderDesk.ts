import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import type { TaskOrder } from '../protocol/swarmClient.ts';
import type { FixJob, TaskFile } from '../protocol/taskFile.ts';
import { TaskFolder } from '../runner/taskFolder.ts';
import type { EditorFixes } from './editorFixes.ts';
import type { RunRecorder } from './runRecorder.ts';

export interface OrderDeskParts {
  readonly repository: Repository;
  /** The folder that the worktree slots are in. */
  readonly slotsRoot: string;
  readonly recorder: RunRecorder;
  readonly editorFixes: EditorFixes;
}

/** Work that a worker is about to take. */
export interface NewOrder extends Pick<TaskFile, 'orderId' | 'job' | 'base' | 'workerId'> {
  /** Sources of diagnostics that the command checkers are known to report. */
  readonly knownSources: readonly string[];
  /** Fires when this order alone shall be stopped. */
  readonly signal: AbortSignal;
}

/** Writes task folders. */
export class OrderDesk {
  readonly #parts: OrderDeskParts;
  readonly #slots = new Map<string, string>();

  constructor(parts: OrderDeskParts) {
    this.#parts = parts;
  }

  async write({ signal, ...order }: NewOrder): Promise<TaskOrder> {
    const { repository, slotsRoot, recorder } = this.#parts;
    const { options, runId } = recorder.record;
    const { checkers, timeoutSeconds, setupCommand } = options;
    const { orderId } = order;
    await recorder.requireThere();
    const folder = new TaskFolder(recorder.taskDirectory(orderId));
    const { job, note } = await this.#withEditorFixes(order.job, signal);
    await folder.writeTask({
      version: 1,
      runId,
      ...order,
      job,
      workingTree: repository.workingTree,
      slot: this.#slotOf(order.workerId),
      ...{ slotsRoot, checkers, timeoutSeconds, setupCommand },
    });
    if (note !== '') folder.appendLog(`[editor] ${note}`);
    return { orderId, directory: folder.directory, timeoutSeconds, signal };
  }

  async #withEditorFixes(
    job: TaskFile['job'],
    signal: AbortSignal,
  ): Promise<{ readonly job: TaskFile['job']; readonly note: string }> {
    if (job.kind !== 'fix') return { job, note: '' };
    const { fixes, note } = await this.#parts.editorFixes.ask(job, signal);
    const withFixes: FixJob = { ...job, editorFixes: fixes };
    return { job: fixes.length === 0 ? job : withFixes, note };
  }

  /** Each worker has a slot of its own, so that no two are ever in the same worktree. */
  #slotOf(workerId: string): string {
    const known = this.#slots.get(workerId);
    if (known !== undefined) return known;
    const slot = join(this.#parts.slotsRoot, `slot-${this.#slots.size + 1}`);
    this.#slots.set(workerId, slot);
    return slot;
  }
}
