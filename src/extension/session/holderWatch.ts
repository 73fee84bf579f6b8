import type * as vscode from 'vscode';
import { readLiveHolder } from '../../core/base/lockFile.ts';
import { isThisProcess } from '../../core/base/lockHolder.ts';
import type { Repository } from '../../core/git/repository.ts';
import { runLockPath } from '../../core/manager/recovery.ts';

/** A process that ends tells nobody: so often it is looked whether it still lives. */
const lookMs = 1_000;

export interface HolderEvents {
  /** Somebody else has begun or ended to work here. */
  readonly changed: () => void;
  /** Nobody is at work any more; what was left lying can be put in order. */
  readonly gone: () => void;
  readonly failed: (error: unknown) => void;
}

/** Knows which other process is at work on a repository. */
export class HolderWatch implements vscode.Disposable {
  readonly #path: string;
  readonly #events: HolderEvents;
  #name = '';
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(repository: Repository, events: HolderEvents) {
    this.#path = runLockPath(repository);
    this.#events = events;
  }

  /** For a person; empty when nobody else is at work. */
  get name(): string {
    return this.#name;
  }

  /** Looks at once, and goes on looking for as long as there is somebody. */
  async look(): Promise<void> {
    const holder = await readLiveHolder(this.#path);
    if (this.#isDisposed) return;
    const isOther = holder !== undefined && !isThisProcess(holder);
    const name = isOther ? `process ${holder.pid} (${holder.purpose})` : '';
    const before = this.#name;
    this.#name = name;
    this.#schedule();
    if (name !== before) this.#events.changed();
    if (name === '' && before !== '') this.#events.gone();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#name === '') return;
    this.#timer = setTimeout(() => this.look().catch(this.#events.failed), lookMs);
  }
}
