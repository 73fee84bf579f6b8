import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../runCommand.ts';

/** Files by path, relative to the root. */
export type ProjectFiles = Iterable<readonly [path: string, text: string]>;

export async function writeFiles(root: string, files: ProjectFiles): Promise<void> {
  const folders = new Set<string>();
  for (const [path, text] of files) {
    const folder = dirname(join(root, path));
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    folders.add(folder);
    await writeFile(join(root, path), text);
  }
}

export async function git(root: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await runCommand({ command: 'git', args, cwd: root });
  return stdout.toString().trimEnd();
}

/** A repository with one commit, set up as git does it by itself. */
export async function createGitProject(root: string, files: ProjectFiles): Promise<void> {
  await writeFiles(root, files);
  await git(root, 'init', '--quiet', '--initial-branch=main');
  await git(root, 'config', 'user.name', 'Bench');
  await git(root, 'config', 'user.email', 'bench@example.com');
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', '--message=first');
}
