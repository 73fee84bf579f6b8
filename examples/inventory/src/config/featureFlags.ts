import { type EnvSource, readList } from './env.js';

export const knownFlags = ['bulk-orders', 'loyalty-tiers', 'csv-export', 'backorders'] as const;

export type FeatureFlag = (typeof knownFlags)[number];

export class FeatureFlags {
  readonly #enabled = new Set<FeatureFlag>();

  constructor(initial: Array<FeatureFlag> = []) {
    for (const flag of initial) this.#enabled.add(flag);
  }

  enable(flag: FeatureFlag): this {
    this.#enabled.add(flag);
    return this;
  }

  isEnabled(flag: FeatureFlag): boolean {
    return this.#enabled.has(flag);
  }

  toString(): string {
    return [...this.#enabled].sort().join(' ');
  }
}

function isKnownFlag(name: string): name is FeatureFlag {
  return knownFlags.some((flag) => {
    return flag === name;
  });
}

export function flagsFromEnv(env: EnvSource): FeatureFlags {
  let flags = new FeatureFlags();
  for (const name of readList(env, 'FEATURES')) {
    if (isKnownFlag(name)) flags.enable(name);
  }
  if (env.ENABLE_EVERYTHING == 'yes') {
    knownFlags.forEach((flag) => flags.enable(flag));
  }
  return flags;
}
