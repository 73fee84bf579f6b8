import { compareSurfaces } from '../checkers/typescript/compareSurfaces.ts';
import type { PublicSurface } from '../checkers/typescript/declarationSurface.ts';
import type { FileChange } from '../git/changedTexts.ts';
import type { Suspicion } from './changeSuspicions.ts';

/** What others can use of a file as it is on the disk now; see `publicSurface`. */
export type SurfaceReader = (file: string) => Promise<PublicSurface>;

/** The surface of each file. */
export type Surfaces = ReadonlyMap<string, PublicSurface>;

const sourceFile = /\.[cm]?[jt]sx?$/;

/** Those of the changed files that others may use, before and after. */
export function filesWithSurface(changes: readonly FileChange[]): string[] {
  return changes
    .filter(({ before, after }) => before !== undefined && after !== undefined)
    .map(({ file }) => file)
    .filter((file) => sourceFile.test(file));
}

export async function readSurfaces(
  read: SurfaceReader,
  files: readonly string[],
): Promise<Surfaces> {
  const surfaces = new Map<string, PublicSurface>();
  for (const file of files) surfaces.set(file, await read(file));
  return surfaces;
}

/** Which files are no longer what others rely on, and why. */
export function suspectSurfaces(before: Surfaces, after: Surfaces): Map<string, Suspicion> {
  const suspicions = new Map<string, Suspicion>();
  for (const [file, surface] of after) {
    const changes = compareSurfaces(before.get(file) ?? new Map(), surface);
    const reason = changes.join(' ');
    if (changes.length > 0) suspicions.set(file, { verdict: 'proposed', reason });
  }
  return suspicions;
}
