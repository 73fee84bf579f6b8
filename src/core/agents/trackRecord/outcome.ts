import type { Verdict } from '../../protocol/verdict.ts';

/** What checkers can say of an attempt; where none has looked, there is nothing to learn. */
export const triedVerdicts = [
  'fixed',
  'proposed',
  'suppressed',
  'remains',
] as const satisfies readonly Verdict[];

export type TriedVerdict = (typeof triedVerdicts)[number];

/** What a person can say of a fix: merged, refused, or merged and taken back. */
export const personDecisions = ['accepted', 'discarded', 'undone'] as const;

export type PersonDecision = (typeof personDecisions)[number];

/** What became of one problem that an agent was given, or of its edits for it. */
export type Outcome = {
  readonly agent: string;
  /** Such as `ts(6133)`. */
  readonly rule: string;
} & (
  | {
      readonly kind: 'tried';
      readonly verdict: TriedVerdict;
      /** This problem's share of what the agent has used, in and out. */
      readonly tokens: number;
      /** In US dollars; left out when it is not known. */
      readonly cost?: number;
    }
  | { readonly kind: 'decided'; readonly decision: PersonDecision }
);
