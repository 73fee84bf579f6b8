import type { Issue } from '../../protocol/issue.ts';
import { ruleName } from '../../protocol/ruleName.ts';
import type { Outcome, PersonDecision, TriedVerdict } from './outcome.ts';
import type { RulesToAvoid } from './rulesToAvoid.ts';
import { madeOf, type TriedRun, type TriedTask } from './triedRun.ts';
import { agentsBeside, agentsThatLeft, creditedAgent, shareOf } from './whoTried.ts';

function outcomesOfIssue(
  run: TriedRun,
  tried: TriedTask,
  issue: Issue,
  verdict: TriedVerdict,
): Outcome[] {
  const { id } = issue;
  const rule = ruleName(issue);
  const outcome = (agent: string, of: TriedVerdict): Outcome => {
    const share = shareOf(run, tried.task.taskId, agent, id) ?? { tokens: 0 };
    return { kind: 'tried', agent, rule, verdict: of, ...share };
  };
  const left = (agents: readonly string[]): Outcome[] =>
    agents.map((agent) => outcome(agent, 'remains'));
  if (verdict === 'remains') return left(agentsThatLeft(run, tried, id));
  const credited = creditedAgent(run, tried, id);
  if (credited === undefined) return [];
  return [...left(agentsBeside(run, tried, id, credited)), outcome(credited, verdict)];
}

/**
 * How the agents of a finished run did with each problem, as the checkers saw it.
 * @param avoid the rules that were kept from agents, by their ids: those they have not tried.
 */
export function outcomesOf(run: TriedRun, avoid: RulesToAvoid = {}): Outcome[] {
  const outcomes = [...run.tasks.values()].flatMap((tried) => {
    const verdicts = new Map(
      madeOf(tried)?.verdicts.map(({ issueId, verdict }) => [issueId, verdict]),
    );
    return tried.task.issues.flatMap((issue) => {
      const verdict = verdicts.get(issue.id);
      if (verdict === undefined || verdict === 'unverified') return [];
      return outcomesOfIssue(run, tried, issue, verdict);
    });
  });
  return outcomes.filter(({ agent, rule }) => avoid[agent]?.includes(rule) !== true);
}

/** What a person has edited and then accepted is that person's work. */
function isOwnWork({ original }: TriedTask, decision: PersonDecision): boolean {
  return decision === 'accepted' && original !== undefined;
}

/** What a person has decided about tasks, or parts of tasks, problem by problem. */
export function decisionsOn(
  run: TriedRun,
  taskIds: readonly string[],
  decision: PersonDecision,
): Outcome[] {
  return taskIds.flatMap((taskId) => {
    const tried = run.tasks.get(taskId);
    if (tried === undefined || isOwnWork(tried, decision)) return [];
    const left = new Set(
      madeOf(tried)?.verdicts.flatMap(({ issueId, verdict }) =>
        verdict === 'remains' ? [issueId] : [],
      ),
    );
    const hasEdits = (madeOf(tried)?.commit ?? null) !== null;
    const touched = tried.task.issues.filter(({ id }) => hasEdits && !left.has(id));
    return touched.flatMap((issue): Outcome[] => {
      const agent = creditedAgent(run, tried, issue.id);
      const rule = ruleName(issue);
      return agent === undefined ? [] : [{ kind: 'decided', agent, rule, decision }];
    });
  });
}

/** The same for all tasks of a merge, in whichever runs they are. */
export function outcomesOfMerge(
  runs: readonly TriedRun[],
  mergeId: string,
  decision: PersonDecision,
): Outcome[] {
  if (mergeId === '') return [];
  return runs.flatMap((run) => {
    const merged = [...run.tasks].filter(([, tried]) => tried.mergeId === mergeId);
    const ids = merged.map(([taskId]) => taskId);
    return decisionsOn(run, ids, decision);
  });
}
