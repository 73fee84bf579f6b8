import type { AgentUsage } from '../../protocol/agentUsage.ts';
import type { SwarmResult } from '../../protocol/swarmResult.ts';
import type { SwarmTask } from '../../protocol/swarmTask.ts';

/** A task, or a part of one, with what came of it. */
export interface TriedTask {
  readonly task: SwarmTask;
  readonly result: SwarmResult | undefined;
  /** What agents had made of it, when a person has edited it since. */
  readonly original: SwarmResult | undefined;
  /** The merge that it was part of last; empty for none. */
  readonly mergeId: string;
}

/** What has to be known of a run to tell how its agents did. */
export interface TriedRun {
  readonly tasks: ReadonlyMap<string, TriedTask>;
  /** What agents have used, under the name of the whole task. */
  readonly spending: readonly (AgentUsage & { readonly taskId: string })[];
  readonly record: { readonly options: { readonly agents: readonly { readonly id: string }[] } };
}

/** The task that a part was cut from. */
export function wholeId(taskId: string): string {
  return taskId.replace(/\.(?:proposed|rest)$/, '');
}

/** What the agents have made of a task, whatever a person has made of it since. */
export function madeOf({ result, original }: TriedTask): SwarmResult | undefined {
  return original ?? result;
}
