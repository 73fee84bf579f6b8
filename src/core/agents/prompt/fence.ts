import { randomBytes } from 'node:crypto';

/** A line that nobody can foresee. */
export function newFence(): string {
  return `data-${randomBytes(6).toString('hex')}`;
}

/** A line that is nowhere in the data, as near to `fence` as can be. */
export function fenceFor(data: string, fence: string): string {
  return data.includes(fence) ? fenceFor(data, `${fence}+`) : fence;
}
