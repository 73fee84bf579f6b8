import { Coalescer } from '../host/coalescer.ts';
import type { SessionChange } from './sessionChange.ts';

/** So long changes are gathered before they are told: views cannot be read faster anyway. */
const gatherMs = 80;

function unite(one: SessionChange, other: SessionChange): SessionChange {
  const isAll = one.tasks === 'all' || other.tasks === 'all';
  return {
    root: one.root,
    tasks: isAll ? 'all' : new Set([...one.tasks, ...other.tasks]),
    workers: one.workers || other.workers,
  };
}

/** Tells changes of each repository together, a few times a second at most. */
export class ChangeGatherer {
  readonly #tell: (changes: readonly SessionChange[]) => void;
  readonly #pending = new Map<string | undefined, SessionChange>();
  readonly #coalescer = new Coalescer(() => this.flush(), gatherMs);

  constructor(tell: (changes: readonly SessionChange[]) => void) {
    this.#tell = tell;
  }

  add(change: SessionChange): void {
    const known = this.#pending.get(change.root);
    this.#pending.set(change.root, known === undefined ? change : unite(known, change));
    this.#coalescer.request();
  }

  /** Tells at once what is waiting. */
  flush(): void {
    const changes = [...this.#pending.values()];
    this.#pending.clear();
    if (changes.length > 0) this.#tell(changes);
  }

  dispose(): void {
    this.#coalescer.dispose();
  }
}
