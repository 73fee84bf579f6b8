/** A worker in the view of workers, by the task that it is on. */
export interface WorkerTarget {
  readonly root: string;
  readonly runId: string;
  readonly taskId: string;
}
