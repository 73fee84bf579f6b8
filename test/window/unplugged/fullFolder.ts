import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder on a disk without any space left. */
export interface FullFolder {
  readonly path: string;
  remove(): void;
}

/** A disk of its own, which only root can have. */
function isMounted(path: string): boolean {
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

/**
 * @param folder an empty one.
 * @returns undefined where nobody may mount a disk.
 */
export async function fullFolder(folder: string): Promise<FullFolder | undefined> {
  const path = join(folder, 'full');
  await mkdir(path);
  if (!isMounted(path)) return undefined;
  fillUp(path);
  return {
    path,
    remove() {
      execFileSync('umount', [path]);
    },
  };
}
