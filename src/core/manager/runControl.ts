/** What a person can do to a run while it goes on, besides stopping all of it. */
export interface RunControl {
  readonly runId: string;
  readonly isPaused: boolean;
  /**
   * Stops one task, which is `cancelled` then; the others go on.
   * @returns false when it neither waits nor runs.
   */
  cancelTask(taskId: string): boolean;
  /** Nothing new is handed out until {@link resume}; what runs is finished. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}
