import * as vscode from 'vscode';
import { referenceKey } from './fixNode.ts';
import type { TaskReference } from './taskReference.ts';

const none: ReadonlySet<string> = new Set();

/**
 * Problems that the editor still reports after their fix was merged. It says so of those only that it
 * has reported anew since; of all others nothing is known here.
 */
export class EditorVerdicts implements vscode.Disposable {
  readonly #byTask = new Map<string, ReadonlySet<string>>();
  readonly #changed = new vscode.EventEmitter<TaskReference>();

  /** Tells of which task something else is true now. */
  readonly onDidChange = this.#changed.event;

  /** The ids of a task's issues that the editor still reports. */
  stillReported(task: TaskReference): ReadonlySet<string> {
    return this.#byTask.get(referenceKey(task)) ?? none;
  }

  isStillReported(task: TaskReference, issueId: string): boolean {
    return this.stillReported(task).has(issueId);
  }

  /** @param issueIds all of that task that the editor still reports. */
  set(task: TaskReference, issueIds: ReadonlySet<string>): void {
    const known = this.stillReported(task);
    if (issueIds.size === known.size && [...issueIds].every((id) => known.has(id))) return;
    const key = referenceKey(task);
    if (issueIds.size === 0) this.#byTask.delete(key);
    else this.#byTask.set(key, new Set(issueIds));
    this.#changed.fire(task);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
