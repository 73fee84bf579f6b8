import { isSuccess, type SwarmResult } from '../protocol/swarmResult.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { TaskPart } from '../protocol/taskFile.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';
import type { Layer } from './layer.ts';

/** How a fix job ended, before it is cut into parts. */
export interface FixOutcome {
  readonly task: SwarmTask;
  readonly workerId: string;
  readonly base: string;
  /** Edits that need no person, or undefined when there are none. */
  readonly verified: Layer | undefined;
  /** Edits that a person must judge, on top of the verified ones. */
  readonly doubtful: Layer | undefined;
  /** The last verdict of every issue of the task. */
  readonly verdicts: ReadonlyMap<string, IssueVerdict>;
  readonly lastAgent: string;
  readonly errors: readonly string[];
  readonly durationSeconds: number;
  /** The files that differ between two commits. */
  readonly filesBetween: (from: string, to: string) => Promise<readonly string[]>;
}

const touched: ReadonlySet<string> = new Set(['fixed', 'proposed', 'suppressed']);

async function resultOf(
  outcome: FixOutcome,
  layer: Layer | undefined,
  verdicts: readonly IssueVerdict[],
): Promise<SwarmResult> {
  const { task, workerId, durationSeconds } = outcome;
  const parent = layer?.parent ?? outcome.base;
  const commit = layer?.commit ?? null;
  const introduced = layer?.introduced ?? [];
  return {
    taskId: task.taskId,
    workerId,
    agent: layer === undefined ? outcome.lastAgent : layer.agents.join('+'),
    success: layer === outcome.verified && isSuccess({ verdicts, introduced, commit }),
    filesModified: commit === null ? [] : await outcome.filesBetween(parent, commit),
    fixesApplied: verdicts.filter((entry) => entry.verdict === 'fixed').length,
    errors: outcome.errors,
    durationSeconds,
    commit,
    parent,
    verdicts,
    introduced,
  };
}

/** Cuts what came of a task into parts, so that each issue is in exactly one of them. */
export async function cutIntoParts(outcome: FixOutcome): Promise<TaskPart[]> {
  const isVerified = new Set(
    (outcome.verified?.verdicts ?? [])
      .filter((entry) => entry.verdict === 'fixed')
      .map((entry) => entry.issueId),
  );
  const all = [...outcome.verdicts.values()];
  const open = all.filter((entry) => !isVerified.has(entry.issueId));
  const { doubtful } = outcome;
  // Edits that no checker can judge are kept with the issues that they may have been made for.
  const isProposal = ({ verdict }: IssueVerdict): boolean =>
    doubtful !== undefined &&
    (touched.has(verdict) || (doubtful.isForeign && verdict === 'unverified'));
  const hasProposals = open.some(isProposal);
  const belongs = (entry: IssueVerdict): boolean =>
    isProposal(entry) || (doubtful !== undefined && !hasProposals);
  const parts: TaskPart[] = [];
  const add = async (
    kind: TaskPart['kind'],
    layer: Layer | undefined,
    verdicts: readonly IssueVerdict[],
  ): Promise<void> => {
    if (verdicts.length > 0) parts.push({ kind, result: await resultOf(outcome, layer, verdicts) });
  };
  await add(
    'verified',
    outcome.verified,
    all.filter((entry) => isVerified.has(entry.issueId)),
  );
  await add('proposed', doubtful, open.filter(belongs));
  await add(
    'remains',
    undefined,
    open.filter((entry) => !belongs(entry)),
  );
  return parts;
}
