import { SwarmError } from '../base/swarmError.ts';

/** @throws {SwarmError} `input` that says why edits of somebody else are not taken. */
export function refuse(what: string): never {
  throw new SwarmError('input', `it has ${what}; nothing of it was taken`);
}
