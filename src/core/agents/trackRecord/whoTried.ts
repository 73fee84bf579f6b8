import type { SwarmResult } from '../../protocol/swarmResult.ts';
import { hasBrokenDown, isComplainedOf } from './complaints.ts';
import { isFree } from './freeAgents.ts';
import { madeOf, type TriedRun, type TriedTask, wholeId } from './triedRun.ts';

/** What an agent says that it has used for an issue. */
export interface IssueShare {
  readonly tokens: number;
  readonly cost?: number;
}

function usageOf(run: TriedRun, taskId: string, agent: string): TriedRun['spending'] {
  const whole = wholeId(taskId);
  return run.spending.filter((spent) => spent.taskId === whole && spent.agent === agent);
}

/** This issue's even share of all that an agent has used for the task; undefined for no word of it. */
export function shareOf(
  run: TriedRun,
  taskId: string,
  agent: string,
  issueId: string,
): IssueShare | undefined {
  const own = usageOf(run, taskId, agent).filter(({ issueIds }) => issueIds.includes(issueId));
  if (own.length === 0) return undefined;
  const tokens = own.reduce(
    (sum, spent) => sum + (spent.inputTokens + spent.outputTokens) / spent.issueIds.length,
    0,
  );
  const costs = own.flatMap(({ cost, issueIds }) =>
    cost === undefined ? [] : [cost / issueIds.length],
  );
  if (costs.length === 0) return { tokens };
  return { tokens, cost: costs.reduce((sum, cost) => sum + cost, 0) };
}

/** Agents that say what they use name the issues that they were given; others may have had any. */
function mayHaveHad(run: TriedRun, taskId: string, agent: string, issueId: string): boolean {
  const isSilent = usageOf(run, taskId, agent).length === 0;
  return isSilent || shareOf(run, taskId, agent, issueId) !== undefined;
}

function namesIn(agent: string): string[] {
  return agent.split('+').filter((name) => name !== '');
}

/** Whose edits are taken for those about an issue: of several agents, the last that is not free. */
export function creditedAgent(
  run: TriedRun,
  tried: TriedTask,
  issueId: string,
): string | undefined {
  const { taskId } = tried.task;
  const names = namesIn(madeOf(tried)?.agent ?? '');
  const dear = names.filter((name) => !isFree(name) && mayHaveHad(run, taskId, name, issueId));
  return dear.at(-1) ?? names.findLast(isFree) ?? names.at(-1);
}

/** What came of a task, part by part. */
function resultsOf(run: TriedRun, { task }: TriedTask): SwarmResult[] {
  const whole = wholeId(task.taskId);
  const parts = [...run.tasks.values()].filter((part) => wholeId(part.task.taskId) === whole);
  return parts.flatMap((part) => madeOf(part) ?? []);
}

/** Whose name stands at the head of a complaint, or in any part of the task, or on a bill. */
function presentAgents(run: TriedRun, tried: TriedTask): string[] {
  const whole = wholeId(tried.task.taskId);
  const results = resultsOf(run, tried);
  const errors = results.flatMap((result) => result.errors);
  const names = [
    ...results.flatMap((result) => namesIn(result.agent)),
    ...run.spending.filter(({ taskId }) => taskId === whole).map(({ agent }) => agent),
    ...run.record.options.agents.map(({ id }) => id).filter((id) => isComplainedOf(errors, id)),
  ];
  return [...new Set(names)];
}

/** True unless it broke down before it had edited anything. */
function couldWork(run: TriedRun, tried: TriedTask, agent: string): boolean {
  const results = resultsOf(run, tried);
  const hasEdited = results.some(
    (result) => result.commit !== null && namesIn(result.agent).includes(agent),
  );
  return hasEdited || results.every(({ errors }) => !hasBrokenDown(errors, agent));
}

/** The agents that an issue was given to, and that left it as it was although they could work. */
export function agentsThatLeft(run: TriedRun, tried: TriedTask, issueId: string): string[] {
  const { taskId } = tried.task;
  const dear = presentAgents(run, tried).filter(
    (name) => !isFree(name) && mayHaveHad(run, taskId, name, issueId),
  );
  const blamed = dear.length > 0 ? dear : namesIn(madeOf(tried)?.agent ?? '').slice(-1);
  return blamed.filter((name) => couldWork(run, tried, name));
}

/** The agents that were surely given an issue, and whose edits are not those about it. */
export function agentsBeside(
  run: TriedRun,
  tried: TriedTask,
  issueId: string,
  credited: string,
): string[] {
  const { taskId } = tried.task;
  return presentAgents(run, tried).filter(
    (name) => name !== credited && shareOf(run, taskId, name, issueId) !== undefined,
  );
}
