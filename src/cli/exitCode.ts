/** What the process ends with: other programs rely on these. */
export const exitCode = {
  /** Every chosen problem is fixed, or there was none. */
  allFixed: 0,
  someLeft: 1,
  /** Wrong usage, configuration or environment. */
  cannot: 2,
  interrupted: 130,
} as const;
