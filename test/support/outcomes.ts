import type {
  Outcome,
  PersonDecision,
  TriedVerdict,
} from '../../src/core/agents/trackRecord/outcome.ts';

const subject = { agent: 'mender', rule: 'ts(2322)' } as const;

/** The agent `mender` and the rule `ts(2322)`, so many times; `more` in place of that. */
export function tried(
  verdict: TriedVerdict,
  times = 1,
  more: { readonly agent?: string; readonly rule?: string; readonly cost?: number } = {},
): Outcome[] {
  return Array.from({ length: times }, () => {
    return { kind: 'tried', ...subject, verdict, tokens: 100, ...more } as const;
  });
}

export function decided(
  decision: PersonDecision,
  times = 1,
  more: { readonly agent?: string; readonly rule?: string } = {},
): Outcome[] {
  return Array.from({ length: times }, () => {
    return { kind: 'decided', ...subject, decision, ...more } as const;
  });
}
