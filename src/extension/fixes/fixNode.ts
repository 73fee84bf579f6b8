import type { ChangedFile } from '../../core/git/diff.ts';
import type { Hunk } from '../../core/git/hunks.ts';
import { taskKey } from '../session/sessionChange.ts';
import { type FixGroup, fixGroups } from './fixGroup.ts';
import type { FixReference, FixTarget } from './fixReference.ts';

export interface GroupNode {
  readonly kind: 'group';
  readonly group: FixGroup;
}

/** Stands for the tasks of a group that come after those that are shown. */
export interface MoreTasksNode {
  readonly kind: 'more';
  readonly group: FixGroup;
  readonly parent: GroupNode | MoreTasksNode;
  /** How many tasks come before it. */
  readonly start: number;
}

export interface TaskNode extends FixTarget {
  readonly kind: 'task';
}

export interface FileNode extends FixTarget {
  readonly kind: 'file';
  readonly task: TaskNode;
  readonly file: ChangedFile;
}

export interface HunkNode extends FixTarget {
  readonly kind: 'hunk';
  readonly file: FileNode;
  readonly hunk: Hunk;
  /** How many hunks the file has. */
  readonly count: number;
}

const groupNodes = new Map<FixGroup, GroupNode>(
  fixGroups.map((group) => [group, { kind: 'group', group }]),
);

/** The node of a group, the same one each time. */
export function groupNode(group: FixGroup): GroupNode {
  return groupNodes.get(group) ?? { kind: 'group', group };
}

export type FixNode = GroupNode | MoreTasksNode | TaskNode | FileNode | HunkNode;

/** Names a task among those of all repositories. */
export function referenceKey({ root, runId, taskId }: FixReference): string {
  return `${root}|${taskKey(runId, taskId)}`;
}

export function moreTasksNode(parent: GroupNode | MoreTasksNode, start: number): MoreTasksNode {
  return { kind: 'more', group: parent.group, parent, start };
}

export function fileNode(task: TaskNode, file: ChangedFile): FileNode {
  return { kind: 'file', task, file, reference: { ...task.reference, path: file.path } };
}

export function hunkNode(file: FileNode, hunk: Hunk, count: number): HunkNode {
  const reference = { ...file.reference, hunks: [hunk.index] };
  return { kind: 'hunk', file, hunk, count, reference };
}

/** Stays the same however often the tree is built anew, so that what is folded out stays so. */
export function fixNodeId(node: FixNode): string {
  switch (node.kind) {
    case 'group':
      return `group:${node.group}`;
    case 'more':
      return `group:${node.group}|more:${node.start}`;
    case 'task':
      return referenceKey(node.reference);
    case 'file':
      return `${fixNodeId(node.task)}|${node.file.path}`;
    case 'hunk':
      return `${fixNodeId(node.file)}|${node.hunk.index}`;
  }
}
