import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder on a disk without any space left. */
export interface FullFolder {
  readonly path: string;
  /** What the server must have in its environment for that. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** A disk of its own, which only root can have. */
function mounted(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fillUp(path: string): void {
  try {
    writeFileSync(join(path, 'ballast'), Buffer.alloc(1024 * 1024));
  } catch {
    // That was the last byte.
  }
}

/** A git before the real one that says what git says on a full disk, of worktrees in that folder. */
async function complainingGit(folder: string, path: string): Promise<string> {
  const [git = ''] = execFileSync('which', ['git']).toString().split('\n');
  const words = 'fatal: could not write: No space left on device';
  const script = `#!/bin/sh
case "$*" in *"worktree add"*${path}*) echo "${words}" >&2; exit 128 ;; esac
exec ${git} "$@"
`;
  const programs = join(folder, 'programs');
  await mkdir(programs);
  await writeFile(join(programs, 'git'), script);
  chmodSync(join(programs, 'git'), 0o755);
  return programs;
}

/** @param folder an empty one. */
export async function fullFolder(folder: string): Promise<FullFolder> {
  const path = join(folder, 'full');
  await mkdir(path);
  if (!mounted(path)) {
    const programs = await complainingGit(folder, path);
    const environment = { PATH: `${programs}:${process.env['PATH']}` };
    return { path, environment, remove: () => undefined };
  }
  fillUp(path);
  const remove = (): void => {
    execFileSync('umount', ['--lazy', path]);
  };
  return { path, environment: {}, remove };
}
