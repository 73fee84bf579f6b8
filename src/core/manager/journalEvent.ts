import type { AgentUsage } from '../protocol/agentUsage.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import type { ModeChange, StopReason } from '../protocol/runReport.ts';
import type { Backend, SwarmMode } from '../protocol/swarmClient.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { TaskPart } from '../protocol/taskFile.ts';
import type { TaskEventKind } from '../protocol/taskState.ts';
import type { IssueVerdict } from '../protocol/verdict.ts';

type Happening =
  /** All issues that the run is about. */
  | { readonly event: 'found'; readonly issues: readonly Issue[] }
  /** A round's tasks, and the commit that they start from. */
  | {
      readonly event: 'planned';
      readonly round: number;
      readonly base: string;
      readonly tasks: readonly SwarmTask[];
    }
  | {
      readonly event: 'task';
      readonly taskId: string;
      readonly change: TaskEventKind;
      readonly workerId?: string;
      readonly mergeId?: string;
      readonly reason?: string;
    }
  /** A task has ended; it is cut into its parts, the first of which keeps its id. */
  | {
      readonly event: 'settled';
      readonly taskId: string;
      readonly workerId: string;
      readonly parts: readonly TaskPart[];
    }
  /** What an agent has used since the last such event of it. */
  | ({ readonly event: 'spent'; readonly taskId: string } & AgentUsage)
  /** The verdicts on issues after all verified edits were put together. */
  | { readonly event: 'rechecked'; readonly verdicts: readonly IssueVerdict[] }
  /** A task was fine alone, but not together with others: it waits for a person. */
  | {
      readonly event: 'doubted';
      readonly taskId: string;
      readonly introduced: readonly Diagnostic[];
    }
  /** A person has edited what a task came to: it is another commit now, which nobody has checked. */
  | {
      readonly event: 'edited';
      readonly taskId: string;
      readonly commit: string;
      readonly filesModified: readonly string[];
    }
  /** That commit of a task was checked and judged again. */
  | {
      readonly event: 'reverified';
      readonly taskId: string;
      readonly commit: string;
      readonly verdicts: readonly IssueVerdict[];
      readonly introduced: readonly Diagnostic[];
    }
  | { readonly event: 'paused' | 'resumed' }
  /** A later run has taken over what this one did not get to. */
  | { readonly event: 'continued'; readonly by: string }
  | {
      readonly event: 'backend';
      readonly backend: Backend;
      readonly mode: SwarmMode;
      readonly workers: number;
    }
  | { readonly event: 'mode'; readonly change: ModeChange }
  /** A terminal that a server lends for one of its workers, by the name that the server knows. */
  | {
      readonly event: 'terminal';
      readonly server: string;
      readonly id: string;
      readonly state: 'opened' | 'closed';
    }
  | { readonly event: 'ended'; readonly stopReason: StopReason };

/** A line of `journal.jsonl`. What has happened to a run is these lines, and nothing else. */
export type JournalEvent = { readonly at: string } & Happening;

type WithoutTime<Event> = Event extends JournalEvent ? Omit<Event, 'at'> : never;

export type NewJournalEvent = WithoutTime<JournalEvent>;
