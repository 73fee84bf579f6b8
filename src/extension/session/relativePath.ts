import { realpathSync } from 'node:fs';
import * as system from 'node:path';

type PathRules = Pick<typeof system, 'isAbsolute' | 'relative' | 'sep'>;

/**
 * From a folder to a path, with `/`: empty for the folder itself, and with `..` first for what is
 * elsewhere, another drive included.
 */
export function relativePath(folder: string, path: string, rules: PathRules = system): string {
  const way = rules.relative(folder, path);
  const written = way.split(rules.sep).join('/');
  // No way leads from one drive to another.
  return rules.isAbsolute(way) ? `../${written}` : written;
}

/** True for a relative path that leads out of its folder. */
export function isElsewhere(path: string): boolean {
  return path === '..' || path.startsWith('../');
}

/** As git names it, without symbolic links; as it is when it is not there. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // What is to be done with it says that it is gone.
    return path;
  }
}
