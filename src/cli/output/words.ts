/** `1 problem`, `2 problems`. */
export function count(number: number, noun: string): string {
  const plural = noun.endsWith('x') ? `${noun}es` : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}

/** `ts(6133)`, or the source alone when there is no rule. */
export function ruleName({ source, code }: { source: string; code: string }): string {
  return code === '' ? source : `${source}(${code})`;
}

/** `12 s`, `3 min 05 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
