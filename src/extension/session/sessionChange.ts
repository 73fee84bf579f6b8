/** What has changed in a repository, for views that show only that anew. */
export interface SessionChange {
  /** The root of the repository; undefined when the list of repositories itself has changed. */
  readonly root: string | undefined;
  /** Tasks as `<run>/<task>`; `all` when a run has come or gone. */
  readonly tasks: ReadonlySet<string> | 'all';
  /** Something about what workers do. */
  readonly workers: boolean;
}

/** The name of a task among all runs of a repository. */
export function taskKey(runId: string, taskId: string): string {
  return `${runId}/${taskId}`;
}
