import type { RunnerEvent } from '../protocol/taskFile.ts';
import type { JournalEvent } from './journalEvent.ts';

/** What a host may show while a run goes on. */
export type SwarmEvent =
  | { readonly type: 'journal'; readonly event: JournalEvent }
  /** A worker takes an order, or is done with it; an order is a task or a check of everything. */
  | {
      readonly type: 'order';
      readonly at: string;
      readonly workerId: string;
      readonly orderId: string;
      readonly state: 'begun' | 'ended';
    }
  /** A worker's own news about the order that it is on. */
  | {
      readonly type: 'runner';
      readonly workerId: string;
      readonly orderId: string;
      readonly event: RunnerEvent;
    }
  /** What the coordinator is about to do, in a few words for a person. */
  | { readonly type: 'phase'; readonly text: string };

export type SwarmListener = (event: SwarmEvent) => void;
