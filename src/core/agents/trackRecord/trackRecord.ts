import { groupBy } from '../../base/groupBy.ts';
import type { Outcome, PersonDecision, TriedVerdict } from './outcome.ts';

export interface TryEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly verdict: TriedVerdict;
  readonly tokens: number;
  readonly cost?: number | undefined;
}

export interface DecisionEntry {
  readonly at: number;
  readonly decision: PersonDecision;
}

/** How one agent did with one rule, the oldest first. */
export interface RuleRecord {
  readonly agent: string;
  readonly rule: string;
  readonly tries: readonly TryEntry[];
  readonly decisions: readonly DecisionEntry[];
}

/** How agents did in this repository. */
export type TrackRecord = readonly RuleRecord[];

/** So many entries of a sort are kept of an agent and a rule. */
const mostEntries = 50;

/** Agents and their models change: what is older says nothing about them. */
const memoryMs = 60 * 24 * 60 * 60 * 1000;

function keyOf({ agent, rule }: Pick<RuleRecord, 'agent' | 'rule'>): string {
  return JSON.stringify([agent, rule]);
}

/** What is known of an agent and a rule; undefined for nothing. */
export function ruleRecordOf(
  record: TrackRecord,
  agent: string,
  rule: string,
): RuleRecord | undefined {
  return record.find((entry) => entry.agent === agent && entry.rule === rule);
}

function extend(known: RuleRecord, outcomes: readonly Outcome[], at: number): RuleRecord {
  const tries = outcomes.flatMap((outcome): TryEntry[] => {
    if (outcome.kind !== 'tried') return [];
    const { verdict, tokens, cost } = outcome;
    return [{ at, verdict, tokens, ...(cost === undefined ? {} : { cost }) }];
  });
  const decisions = outcomes.flatMap((outcome) =>
    outcome.kind === 'decided' ? [{ at, decision: outcome.decision }] : [],
  );
  return {
    ...known,
    tries: [...known.tries, ...tries].slice(-mostEntries),
    decisions: [...known.decisions, ...decisions].slice(-mostEntries),
  };
}

/** The record with some outcomes more; the oldest make room for them. */
export function withOutcomes(
  record: TrackRecord,
  outcomes: readonly Outcome[],
  at: number,
): TrackRecord {
  const records = new Map(record.map((entry) => [keyOf(entry), entry]));
  for (const [key, group] of groupBy(outcomes, keyOf)) {
    const [first] = group;
    if (first === undefined) continue;
    const { agent, rule } = first;
    const known = records.get(key) ?? { agent, rule, tries: [], decisions: [] };
    records.set(key, extend(known, group, at));
  }
  return [...records.values()];
}

/** The record without what was long ago. */
export function withoutOld(record: TrackRecord, now: number): TrackRecord {
  const isRecent = ({ at }: { readonly at: number }): boolean => now - at <= memoryMs;
  return record
    .map((entry) => ({
      ...entry,
      tries: entry.tries.filter(isRecent),
      decisions: entry.decisions.filter(isRecent),
    }))
    .filter(({ tries, decisions }) => tries.length + decisions.length > 0);
}
