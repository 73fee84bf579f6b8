import { isAbsolute, relative } from 'node:path';

/** True for the folder itself and for all that is below it. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

export function isInsideAny(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => isInside(folder, path));
}

/** Leaves out what lies in another one of them, and what is there twice. */
export function outermost(paths: readonly string[]): string[] {
  const unique = [...new Set(paths)];
  return unique.filter((path) => !unique.some((other) => other !== path && isInside(other, path)));
}

/** How many folders a path goes down. */
export function depthOf(path: string): number {
  return path.split('/').filter((part) => part !== '').length;
}
