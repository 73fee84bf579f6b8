import type { RunRequest } from '../../core/runRequest.ts';

/** What whoever starts a run hears of it, and has in hand to stop that run and no other. */
export type RunHooks = Partial<Pick<RunRequest, 'listener' | 'signal' | 'onStart'>>;
