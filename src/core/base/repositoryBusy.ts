import type { LockHolder } from './lockHolder.ts';
import { SwarmError } from './swarmError.ts';

function describe({ pid, host, purpose, since }: LockHolder): string {
  const who = `process ${pid} on ${host} (${purpose}, since ${since})`;
  return `This repository is being worked on by ${who}; wait for it, or run "swarm-autofix cancel".`;
}

/** Somebody else has come first. */
export class RepositoryBusy extends SwarmError {
  /** The root of the working tree. */
  readonly workingTree: string;
  readonly holder: LockHolder;

  constructor(workingTree: string, holder: LockHolder) {
    super('locked', describe(holder));
    this.workingTree = workingTree;
    this.holder = holder;
  }
}
