/** How long to wait for what, in milliseconds. */
export interface WorkerPatience {
  /** For an answer that needs no work. */
  readonly answerMs: number;
  /** For a worker to be closed, also when nobody wants its work any more. */
  readonly closeMs: number;
  /** Between two looks whether a worker is done. */
  readonly pollMs: number;
  /** For a worker to be done that its server takes for done. */
  readonly graceMs: number;
}

export const usualPatience: WorkerPatience = {
  answerMs: 30_000,
  closeMs: 15_000,
  pollMs: 250,
  graceMs: 10_000,
};
