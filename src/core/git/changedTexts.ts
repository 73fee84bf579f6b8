import type { GitCommand } from './gitCommand.ts';
import { submoduleMode, type TreeEntry, treeChanges } from './treeChanges.ts';

/** One changed file: undefined text stands for a file that is not there. */
export interface FileChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

async function textOf(git: GitCommand, entry: TreeEntry | undefined): Promise<string | undefined> {
  if (entry === undefined || entry.mode === submoduleMode) return undefined;
  return (await git.run(['cat-file', 'blob', entry.id])).bytes.toString();
}

/** What every file that differs between two commits held, and holds. */
export async function changedTexts(
  git: GitCommand,
  from: string,
  to: string,
): Promise<FileChange[]> {
  const texts: FileChange[] = [];
  for (const { path, before, after } of await treeChanges(git, from, to)) {
    texts.push({
      file: path,
      before: await textOf(git, before),
      after: await textOf(git, after),
    });
  }
  return texts;
}
