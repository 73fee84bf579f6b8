const free: ReadonlySet<string> = new Set(['quickfix', 'editor']);

/** True for an agent that costs nothing: it may always try. */
export function isFree(agent: string): boolean {
  return free.has(agent);
}
