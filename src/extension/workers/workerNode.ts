import type { RunView } from '../../core/manager/runView.ts';
import { type WorkerSlot, type WorkSource, workerNumber } from './workerRows.ts';
import type { WorkerTarget } from './workerTarget.ts';

/** A repository; only there when several are at work. */
export interface RepositoryNode {
  readonly kind: 'repository';
  readonly source: WorkSource;
}

/** The run as a whole. */
export interface RunNode {
  readonly kind: 'run';
  readonly source: WorkSource;
  readonly run: RunView;
}

export interface WorkerNode extends WorkerTarget {
  readonly kind: 'worker';
  readonly slot: WorkerSlot;
}

export type WorkNode = RepositoryNode | RunNode | WorkerNode;

/** Stays the same however often the tree is built anew. */
export function workNodeId(node: WorkNode): string {
  switch (node.kind) {
    case 'repository':
      return `repository:${node.source.root}`;
    case 'run':
      return `run:${node.source.root}`;
    case 'worker':
      return `worker:${node.root}:${workerNumber(node.slot.workerId) ?? node.slot.workerId}`;
  }
}
