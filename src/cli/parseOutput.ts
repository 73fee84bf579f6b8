import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Delivery } from '../core/deliverFixes.ts';

/** Where verified fixes go, as it was asked for: `branch`, `patch:fixes.patch`. */
export interface OutputWish {
  readonly kind: 'worktree' | 'branch' | 'patch';
  /** Of the branch or the file; empty for the usual one. */
  readonly name: string;
}

const kinds = ['worktree', 'branch', 'patch'] as const;

export function outputWish(text: string): OutputWish {
  const [word, ...rest] = text.split(':');
  const kind = kinds.find((one) => one === word);
  const name = rest.join(':');
  if (kind !== undefined && !(kind === 'worktree' && name !== '')) return { kind, name };
  throw new InvalidArgumentError('It takes worktree, branch, branch:NAME, patch, or patch:FILE.');
}

/** @param now in milliseconds since 1970: a branch without a name is called after it. */
export function deliveryFor(wish: OutputWish, folder: string, now: number): Delivery | undefined {
  const { kind, name } = wish;
  if (kind === 'worktree') return undefined;
  if (kind === 'patch') return { kind, path: resolve(folder, name || 'swarm-autofix.patch') };
  const digits = new Date(now).toISOString().replace(/\D/g, '');
  return { kind, name: name || `swarm-autofix/${digits.slice(0, 8)}-${digits.slice(8, 14)}` };
}
