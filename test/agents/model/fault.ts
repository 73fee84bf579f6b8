/** What is wrong with an answer. */
export type Fault =
  | { readonly status: number; readonly retryAfter?: number }
  /** Nothing that any format knows. */
  | 'garbage'
  /** The question is taken, and never answered. */
  | 'nothing'
  /** The connection breaks in the middle of the answer. */
  | 'half';

/** @param requestNumber of the questions that hold a prompt of ours, from 1. */
export type Faults = (requestNumber: number) => Fault | undefined;
