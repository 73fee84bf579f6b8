import type { PublicSurface } from './declarationSurface.ts';

const unknownType = /\bany\b/;

/**
 * What those who use a file may notice. Nobody could rely on a type that was `any`, which is also
 * what stands for a type that TypeScript could not find; so such a signature may change.
 * @returns a line for a person about each thing that is gone or has another signature.
 */
export function compareSurfaces(before: PublicSurface, after: PublicSurface): string[] {
  const changes: string[] = [];
  for (const [name, signature] of before) {
    const now = after.get(name);
    if (now === signature || unknownType.test(signature)) continue;
    if (now !== undefined) changes.push(`${name} changes from "${signature}" to "${now}".`);
    // Of what nobody can import, only what is left matters.
    else if (!name.startsWith('(')) changes.push(`${name} is no longer exported.`);
  }
  return changes;
}
