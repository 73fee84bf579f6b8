/** A task of a run, or a part of what it has changed. */
export interface FixReference {
  /** The root of the working tree whose task it is. */
  readonly root: string;
  readonly runId: string;
  readonly taskId: string;
  /** One file of it, relative to the root; without it, all. */
  readonly path?: string;
  /** Some hunks of that file, from 0 in its order; without it, the whole file. */
  readonly hunks?: readonly number[];
}

/** Something in a view that stands for a fix. */
export interface FixTarget {
  readonly reference: FixReference;
}
