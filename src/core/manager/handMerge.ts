import { noteMerge } from '../git/applyTree.ts';
import { conflictTexts, type ThreeTexts } from '../git/conflictTexts.ts';
import type { TreeCommit } from '../git/gitObjects.ts';
import type { Repository } from '../git/repository.ts';
import { treeWithFiles } from '../git/treeWithFiles.ts';
import type { WorkingCopy } from '../git/workingCopy.ts';
import { withWorkingTreeLock, writeTree } from '../git/writeBack.ts';
import { type MergeRequest, requestedEdits, subjectOf } from './mergeRequest.ts';

/** What a person needs who resolves a conflict by hand. */
export interface ConflictTexts extends ThreeTexts {
  /** The working copy as it is, for `recordResolved`. */
  readonly before: TreeCommit;
}

/** For conflicts that a person resolves, in an editor that shows both sides. */
export class HandMerge {
  readonly #repository: Repository;
  readonly #workingCopy: WorkingCopy;

  constructor(repository: Repository, workingCopy: WorkingCopy) {
    this.#repository = repository;
    this.#workingCopy = workingCopy;
  }

  /** One file of a task and of the working copy. */
  async texts(
    request: MergeRequest,
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<ConflictTexts> {
    const before = await this.#workingCopy.snapshot({ message: 'before a merge by hand', signal });
    const { parent, commit } = await requestedEdits(this.#repository, request);
    const trees = { base: parent, ours: before.tree, theirs: commit };
    return { ...(await conflictTexts(this.#repository, trees, path)), before };
  }

  /** Writes a task's version of a file over that of the disk, which is still as in `before`. */
  async take(request: MergeRequest, path: string, before: TreeCommit): Promise<void> {
    const { commit } = await requestedEdits(this.#repository, request);
    await withWorkingTreeLock(this.#repository, undefined, () =>
      writeTree(this.#repository, before.tree, commit, { only: new Set([path]) }),
    );
  }

  /** Writes down how to take back what has become, since `before`, of the files of a task. */
  async note(request: MergeRequest, before: TreeCommit, mergeId: string): Promise<void> {
    const message = `merge ${request.task.task.taskId} by hand`;
    const edits = await requestedEdits(this.#repository, request);
    const now = await this.#workingCopy.snapshot({ message });
    const tree = await treeWithFiles(this.#repository, before.tree, now.tree, edits);
    const subjects = [subjectOf(request)];
    await noteMerge(this.#repository, { mergeId, message, subjects }, before, tree);
  }
}
