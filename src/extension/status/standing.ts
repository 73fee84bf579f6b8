import type { TaskView } from '../../core/manager/runView.ts';
import type { Verdict } from '../../core/protocol/verdict.ts';

/** How it stands with a problem that one of our tasks holds. */
export type Standing =
  | { readonly kind: 'queued' }
  | { readonly kind: 'working' | 'verifying'; readonly workerId: string; readonly since: string }
  /** A fix waits for a person. */
  | {
      readonly kind: 'ready';
      readonly verdict: Exclude<Verdict, 'remains'>;
      readonly reason: string;
    }
  | { readonly kind: 'conflicted'; readonly reason: string }
  /** A fix was merged, and the editor has reported the problem anew since. */
  | { readonly kind: 'stillReported' };

export type StandingKind = Standing['kind'];

function readyStanding({ result }: TaskView, issueId: string): Standing | undefined {
  const entry = result?.verdicts.find((verdict) => verdict.issueId === issueId);
  if (entry === undefined || entry.verdict === 'remains') return undefined;
  return { kind: 'ready', verdict: entry.verdict, reason: entry.reason };
}

/**
 * Undefined when the task has nothing to say about the problem: it has ended without a fix, or with one.
 * @param isStillReported by the editor, after the task was merged.
 */
export function standingOf(
  view: TaskView,
  issueId: string,
  isStillReported: boolean,
): Standing | undefined {
  const { state, workerId, startedAt: since, reason } = view;
  switch (state) {
    case 'queued':
      return { kind: 'queued' };
    case 'running':
      return { kind: 'working', workerId, since };
    case 'verifying':
      return { kind: 'verifying', workerId, since };
    case 'ready':
      return readyStanding(view, issueId);
    case 'conflicted':
      return { kind: 'conflicted', reason };
    case 'merged':
      return isStillReported ? { kind: 'stillReported' } : undefined;
    case 'discarded':
    case 'failed':
    case 'cancelled':
      return undefined;
  }
}
