import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';
import type { Suspicion } from './changeSuspicions.ts';
import { compareSurveys, type Survey } from './survey.ts';

/** All that is known about an attempt, from git and from the checkers. */
export interface Evidence {
  readonly before: Survey;
  readonly after: Survey;
  /** The entry of `before` that each issue is, by issue id; an issue without one was not found. */
  readonly found: ReadonlyMap<string, Diagnostic>;
  /** What is odd about a changed file, by file. */
  readonly suspicions: ReadonlyMap<string, Suspicion>;
  /** What is odd about the attempt as a whole. */
  readonly overall: Suspicion | undefined;
  /** From the agent itself: why a person must judge, by issue id. */
  readonly doubts: ReadonlyMap<string, string>;
  /** The same for every other issue. */
  readonly overallDoubt: string | undefined;
  /** Issues that were only gone because of a change of configuration, by id, with the reason. */
  readonly silenced: ReadonlyMap<string, string>;
}

export interface Judgement {
  readonly verdicts: readonly IssueVerdict[];
  readonly introduced: readonly Diagnostic[];
}

/**
 * Odd things elsewhere count for an issue too, when its own file does not explain why it is gone:
 * they may be the reason, and they would be merged with it.
 */
function suspicionFor(issue: Issue, evidence: Evidence): Suspicion | undefined {
  const own = evidence.suspicions.get(issue.file);
  if (own !== undefined) return own;
  const elsewhere = [...evidence.suspicions];
  const gravest = elsewhere.find(([, { verdict }]) => verdict === 'suppressed') ?? elsewhere[0];
  if (gravest === undefined) return evidence.overall;
  const [file, suspicion] = gravest;
  return { ...suspicion, reason: `${file}: ${suspicion.reason}` };
}

function judgeGone(issue: Issue, evidence: Evidence): Omit<IssueVerdict, 'issueId'> {
  const suspicion = suspicionFor(issue, evidence);
  if (suspicion !== undefined) return suspicion;
  const doubt = evidence.doubts.get(issue.id) ?? evidence.overallDoubt;
  if (doubt !== undefined) return { verdict: 'proposed', reason: doubt };
  return { verdict: 'fixed', reason: '' };
}

/** One verdict for each issue. `fixed` is what is left when every other explanation is ruled out. */
export function judge(issues: readonly Issue[], evidence: Evidence): Judgement {
  const { gone, introduced } = compareSurveys(evidence.before, evidence.after);
  const isGone = new Set(gone);
  const verdicts = issues.map((issue): IssueVerdict => {
    const entry = evidence.found.get(issue.id);
    const silenced = evidence.silenced.get(issue.id);
    if (entry === undefined) {
      const reason = 'no checker at hand reported it before the attempt';
      return { issueId: issue.id, verdict: 'unverified', reason };
    }
    if (isGone.has(entry)) return { issueId: issue.id, ...judgeGone(issue, evidence) };
    if (silenced !== undefined) {
      return { issueId: issue.id, verdict: 'suppressed', reason: silenced };
    }
    return { issueId: issue.id, verdict: 'remains', reason: '' };
  });
  return { verdicts, introduced };
}
