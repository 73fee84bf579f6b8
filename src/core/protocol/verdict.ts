/** What became of one issue, in words that stay the same everywhere. Only `fixed` is a fix. */
export const verdicts = ['fixed', 'remains', 'proposed', 'suppressed', 'unverified'] as const;

/**
 * - `fixed`: the tool that complained no longer does, and the code still does its work.
 * - `remains`: it still complains.
 * - `proposed`: it no longer complains, but in a way that a person must judge.
 * - `suppressed`: the complaint was silenced, not answered.
 * - `unverified`: no checker at hand knows this issue, or checking was switched off.
 */
export type Verdict = (typeof verdicts)[number];

export interface IssueVerdict {
  readonly issueId: string;
  readonly verdict: Verdict;
  /** Why, for a person; empty for a plain `fixed` or `remains`. */
  readonly reason: string;
}
