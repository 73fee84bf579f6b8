/** `ts(6133)`, or the source alone when there is no rule: as the editor writes it. */
export function ruleName({ source, code }: { source: string; code: string }): string {
  return code === '' ? source : `${source}(${code})`;
}
