import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository } from '../../../src/core/git/repository.ts';
import { taskRef } from '../../../src/core/git/swarmRefs.ts';
import { commitTask } from '../../../src/core/git/taskCommit.ts';
import { WorktreeSlots } from '../../../src/core/git/worktreeSlots.ts';
import type { BenchContext, BenchPart } from '../benchPart.ts';
import { measured, median, ratio } from '../figure.ts';
import { createGitProject, git } from '../projects/gitProject.ts';
import { largeProject } from '../projects/largeProject.ts';
import { alternate, millisecondsOf } from '../stopwatch.ts';
import { withTemporaryFolder } from '../temporaryFolder.ts';

const shape = { packages: 40, filesOfPackage: 500, bytesOfFile: 6000 };
const rounds = 7;

interface Rivals {
  readonly warm: () => Promise<number>;
  readonly fresh: () => Promise<number>;
}

/** Each makes a worktree ready, edits a file in it, and keeps the edit as a commit. */
async function createRivals(folder: string, root: string, edited: string): Promise<Rivals> {
  const repository = await openRepository(root);
  const base = await git(root, 'rev-parse', 'HEAD');
  const slots = new WorktreeSlots(repository, join(folder, 'slots'));
  let number = 0;
  const edit = (worktree: string): Promise<void> => {
    number += 1;
    return appendFile(join(worktree, edited), `// edit ${number}\n`);
  };
  return {
    warm: () =>
      millisecondsOf(async () => {
        const slot = await slots.claim(join(folder, 'slots/slot-1'), base);
        await edit(slot.path);
        const ref = taskRef('bench', `t${number}`);
        await commitTask(slot, { parent: base, message: 'mend', ref });
      }),
    fresh: () =>
      millisecondsOf(async () => {
        const tree = join(folder, `tree-${number}`);
        await git(root, 'worktree', 'add', '--quiet', '--detach', tree, base);
        await edit(tree);
        await git(tree, 'commit', '--quiet', '--all', '--message=mend');
        await git(root, 'worktree', 'remove', tree);
      }),
  };
}

export const slot: BenchPart = {
  name: 'slot',
  title: `git work of a task in a repository of ${shape.packages * shape.filesOfPackage} files`,
  run: (context: BenchContext) =>
    withTemporaryFolder(async (folder) => {
      context.progress('making the repository');
      const root = join(folder, 'project');
      const files = [...largeProject(shape)];
      await createGitProject(root, files);
      const megabytes = files.reduce((sum, [, text]) => sum + text.length, 0) / 1e6;
      context.progress(`taking turns, ${rounds} rounds`);
      const rivals = await createRivals(folder, root, files.at(-1)?.[0] ?? '');
      const { warm, fresh } = await alternate({ ...rivals }, rounds, 1);
      const figures = [
        measured('a warm slot: claim, commit', 'ms', warm),
        measured('git worktree add, commit, remove', 'ms', fresh),
        ratio('warm slot against fresh worktree', median(warm) / median(fresh), {
          kind: 'atMost',
          value: 0.25,
        }),
      ];
      return { figures, notes: [`${Math.round(megabytes)} MB of text`], faults: [] };
    }),
};
