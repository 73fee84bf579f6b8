import { SwarmError } from './swarmError.ts';

/** There is no git on this machine, or one that is too old. */
export class UnusableGit extends SwarmError {
  /** @param what is wrong with it, without a period. */
  constructor(what: string, original?: unknown) {
    super('environment', `${what}; install git 2.39 or later.`, original);
  }
}
