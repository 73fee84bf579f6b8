import type { Figure } from './figure.ts';

/** What every part works with. */
export interface BenchContext {
  /** The root of this project. */
  readonly root: string;
  /** The built command line. */
  readonly program: string;
  /** Fires when somebody interrupts the bench. */
  readonly signal: AbortSignal;
  /** Says what is going on, in a line. */
  readonly progress: (text: string) => void;
}

export interface PartFindings {
  readonly figures: readonly Figure[];
  /** What one has to know to read the figures. */
  readonly notes: readonly string[];
  /** Why the figures do not count, one line each; none when they do. */
  readonly faults: readonly string[];
}

/** A question about speed that can be asked alone. */
export interface BenchPart {
  readonly name: string;
  readonly title: string;
  run(context: BenchContext): Promise<PartFindings>;
}
