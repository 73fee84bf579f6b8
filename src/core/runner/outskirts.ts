import type { Clock } from '../base/clock.ts';
import type { Repository } from '../git/repository.ts';
import { compareStates, type RepositoryState, readState } from '../git/repositoryState.ts';
import { treeChanges } from '../git/treeChanges.ts';
import { headOf, type WorktreeSlot } from '../git/worktreeSlot.ts';
import { nameSome } from './nameSome.ts';
import { type Leftovers, UnkeptFiles } from './unkeptFiles.ts';

/** How long a state may pass for that of now: the next attempt of a worker begins much sooner. */
const freshMs = 500;

/** The last state that a worker has seen, so that it need not look again for its next attempt. */
export class OutskirtsMemory {
  readonly #now: Clock;
  #seen:
    | { readonly root: string; readonly at: number; readonly state: RepositoryState }
    | undefined;

  constructor(now: Clock) {
    this.#now = now;
  }

  recall(repository: Repository): RepositoryState | undefined {
    const seen = this.#seen;
    const isFresh = seen?.root === repository.workingTree && this.#now() - seen.at < freshMs;
    return isFresh ? seen?.state : undefined;
  }

  /** @param at when the reading of the state began. */
  remember(repository: Repository, at: number, state: RepositoryState): void {
    this.#seen = { root: repository.workingTree, at, state };
  }

  get now(): number {
    return this.#now();
  }
}

/** What lies around a worktree and is none of an agent's business, as it was at one moment. */
export class Outskirts {
  readonly #repository: Repository;
  readonly #slot: WorktreeSlot;
  readonly #state: RepositoryState;
  readonly #head: string | undefined;
  readonly #unkept: UnkeptFiles;
  readonly #memory: OutskirtsMemory;

  private constructor(
    memory: OutskirtsMemory,
    repository: Repository,
    slot: WorktreeSlot,
    state: RepositoryState,
    head: string | undefined,
    unkept: UnkeptFiles,
  ) {
    this.#memory = memory;
    this.#repository = repository;
    this.#slot = slot;
    this.#state = state;
    this.#head = head;
    this.#unkept = unkept;
  }

  static async look(
    memory: OutskirtsMemory,
    repository: Repository,
    slot: WorktreeSlot,
  ): Promise<Outskirts> {
    const [state, head, unkept] = await Promise.all([
      memory.recall(repository) ?? readState(repository, { withFiles: true }),
      headOf(slot),
      UnkeptFiles.look(slot),
    ]);
    return new Outskirts(memory, repository, slot, state, head, unkept);
  }

  /** What has changed since outside the worktree, in lines for a person. */
  async changes(): Promise<string[]> {
    const at = this.#memory.now;
    const now = await readState(this.#repository, { withFiles: true });
    this.#memory.remember(this.#repository, at, now);
    const lines = compareStates(this.#state, now).map((line) => `while it ran, ${line}`);
    if (now.tree === this.#state.tree) return lines;
    const files = await treeChanges(this.#repository.git, this.#state.tree, now.tree);
    const names = nameSome(files.map((change) => change.path));
    return [...lines, `outside its worktree: ${names}`];
  }

  /** @see UnkeptFiles.tidy */
  tidy(hasSetup: boolean): Promise<Leftovers> {
    return this.#unkept.tidy(this.#repository, hasSetup);
  }

  /** True when the worktree's own HEAD was moved: by a commit, or a checkout. */
  async isHeadMoved(): Promise<boolean> {
    return (await headOf(this.#slot)) !== this.#head;
  }
}
