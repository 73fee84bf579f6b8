import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';

/** The state of the worktree after an agent, kept as a commit, with what the checkers said of it. */
export interface Layer {
  readonly commit: string;
  /** The commit that the agent started from. */
  readonly parent: string;
  readonly agents: readonly string[];
  /** Made by a program of somebody else, which may have edited for any of the issues. */
  readonly isForeign: boolean;
  /** Of every issue that was open when the agent began. */
  readonly verdicts: readonly IssueVerdict[];
  readonly introduced: readonly Diagnostic[];
}

function countOf(layer: Layer, verdict: IssueVerdict['verdict']): number {
  return layer.verdicts.filter((entry) => entry.verdict === verdict).length;
}

/** True when everything that the layer changed about its issues is a fix, and nothing else came of it. */
export function isClean(layer: Layer): boolean {
  const unjudged = layer.isForeign ? countOf(layer, 'unverified') : 0;
  const doubtful = countOf(layer, 'proposed') + countOf(layer, 'suppressed') + unjudged;
  return countOf(layer, 'fixed') > 0 && doubtful === 0 && layer.introduced.length === 0;
}

/** How much a person would gain from looking at a layer that is not clean. */
function worthOf(layer: Layer): number {
  return countOf(layer, 'fixed') + countOf(layer, 'proposed') - layer.introduced.length;
}

/** The one of two doubtful layers that a person would rather see; the earlier one if equal. */
export function betterOf(earlier: Layer | undefined, later: Layer): Layer {
  if (earlier === undefined) return later;
  return worthOf(later) > worthOf(earlier) ? later : earlier;
}

/** True when somebody may want to look at it: it made something go away, or nobody can tell. */
export function isWorthKeeping(layer: Layer): boolean {
  return layer.verdicts.some((entry) => entry.verdict !== 'remains');
}
