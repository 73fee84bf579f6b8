/** What a figure should be at least, or at most. It is looked at, not enforced: machines differ. */
export interface Target {
  readonly kind: 'atLeast' | 'atMost';
  readonly value: number;
}

export type Unit = 's' | 'ms' | 'kB' | 'x';

/** One measured number; the median when there are several samples, unless it says otherwise. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `x` is a ratio. */
  readonly unit: Unit;
  /** In the same unit, in the order in which they were taken; empty for what is calculated. */
  readonly samples: readonly number[];
  readonly target?: Target;
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

/** The median of what was measured. */
export function measured(
  name: string,
  unit: Unit,
  samples: readonly number[],
  target?: Target,
): Figure {
  return { name, value: median(samples), unit, samples, ...(target && { target }) };
}

/** The least of what was measured, where everything that comes in between makes it more. */
export function least(
  name: string,
  unit: Unit,
  samples: readonly number[],
  target?: Target,
): Figure {
  return { name, value: Math.min(...samples), unit, samples, ...(target && { target }) };
}

/** What was worked out, or counted. */
export function calculated(name: string, unit: Unit, value: number, target?: Target): Figure {
  return { name, value, unit, samples: [], ...(target && { target }) };
}

export function ratio(name: string, value: number, target?: Target): Figure {
  return calculated(name, 'x', value, target);
}

/** Undefined for a figure without a target. */
export function isMet({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  return target.kind === 'atLeast' ? value >= target.value : value <= target.value;
}
