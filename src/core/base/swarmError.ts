/** What went wrong, in a word that code can test. */
export type SwarmErrorReason =
  /** The caller asked for something that makes no sense. */
  | 'usage'
  /** A file given by the user cannot be read as what it should be. */
  | 'input'
  /** The project's own configuration is at fault. */
  | 'configuration'
  /** The folder is in a git repository that cannot be worked in. */
  | 'repository'
  /** The folder is in no git repository, or no longer. */
  | 'noRepository'
  /** A git command failed. */
  | 'git'
  /** A program could not be started, or is not installed. */
  | 'process'
  /** A checker could not do its work. */
  | 'checker'
  /** Somebody else is at work on this repository. */
  | 'locked'
  /** A run, a task or a merge of that name does not exist. */
  | 'notFound'
  /** The state of a task does not allow what was asked. */
  | 'state'
  /** Edits overlap, and nothing was written. */
  | 'conflict'
  /** A backend cannot be used now. */
  | 'unavailable'
  /** The folder of the worktrees is full, or cannot be written to. */
  | 'storage'
  /** The surroundings do not allow it. */
  | 'environment'
  /** Stopped on request. */
  | 'cancelled';

/** An error whose message is one line for a person: what is wrong, where, and what to do. */
export class SwarmError extends Error {
  override readonly name = 'SwarmError';
  readonly reason: SwarmErrorReason;

  constructor(reason: SwarmErrorReason, message: string, original?: unknown) {
    super(message, original === undefined ? undefined : { cause: original });
    this.reason = reason;
  }
}

/** True for a {@link SwarmError}, and when `reason` is given, for one of that reason. */
export function isSwarmError(error: unknown, reason?: SwarmErrorReason): error is SwarmError {
  return error instanceof SwarmError && (reason === undefined || error.reason === reason);
}

/** True when somebody asked to stop: one of our own, or an `AbortError` of the platform. */
export function isCancellation(error: unknown): boolean {
  return (
    isSwarmError(error, 'cancelled') || (error instanceof Error && error.name === 'AbortError')
  );
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's code of a failed call, such as `ENOENT`. */
export function systemCodeOf(error: unknown): string | undefined {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return isCoded ? String(error.code) : undefined;
}

/** @throws {SwarmError} `cancelled` when `signal` has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SwarmError('cancelled', 'Cancelled.', signal.reason);
}
