import { join } from 'node:path';
import type { Surroundings } from '../agents/agent.ts';
import { dependencyFolders } from '../git/dependencyFolders.ts';
import type { WorktreeSlot } from '../git/worktreeSlot.ts';
import type { JobContext } from './jobContext.ts';

/** What lies in and around a slot, for a program that is confined to it. */
export async function surroundingsOf(
  { path, git, commit, gitDirectory }: WorktreeSlot,
  { repository, folder }: Pick<JobContext, 'repository' | 'folder'>,
): Promise<Surroundings> {
  const packages = await dependencyFolders(git, commit);
  return {
    readOnly: ['.git', ...packages].map((name) => join(path, name)),
    visible: [repository.workingTree, repository.commonDirectory, gitDirectory, folder.directory],
  };
}
