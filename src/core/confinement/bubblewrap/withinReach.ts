import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

type Rights = Pick<Stats, 'uid' | 'gid' | 'mode'>;

/** May such a user, without the special powers of root, go through the folder? */
export function mayPass(
  { uid, gid, mode }: Rights,
  user: number,
  groups: readonly number[],
): boolean {
  if (uid === user) return (mode & 0o100) !== 0;
  if (groups.includes(gid)) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}

/**
 * True when a confined program can get to a file that this process can get to. That is not so for
 * root alone: confined, it loses the power to pass through the private folders of others, and
 * bubblewrap, which cannot cover a file there either, would not start.
 * @param user whose confined program it is.
 */
export async function isWithinReach(
  path: string,
  user = process.geteuid?.() ?? 0,
  groups: readonly number[] = process.getgroups?.() ?? [],
): Promise<boolean> {
  if (user !== 0) return true;
  try {
    const folders = await Promise.all(foldersAbove(path).map((folder) => stat(folder)));
    return folders.every((folder) => mayPass(folder, user, groups));
  } catch {
    // Gone meanwhile, or out of reach even for this process.
    return false;
  }
}
