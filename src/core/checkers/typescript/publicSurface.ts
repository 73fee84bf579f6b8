import { resolve } from 'node:path';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { type PublicSurface, readSurface } from './declarationSurface.ts';
import type { TypeScriptEngine } from './typeScriptEngine.ts';

/**
 * What others can use of a file as it is on the disk now: the declarations that TypeScript would
 * write for it, or, where it can write none, what the exported declarations themselves say.
 * @param file relative to the worktree, with `/`.
 * @returns nothing when there is no such file.
 * @throws {SwarmError} `configuration` when a `tsconfig.json` is broken.
 */
export async function publicSurface(
  engine: TypeScriptEngine,
  file: string,
): Promise<PublicSurface> {
  const library = engine.library();
  const path = resolve(engine.root, file).replaceAll('\\', '/');
  return engine.use(async (projects) => {
    for (const project of projects) {
      const declarations = project.declarationsOf(path);
      if (declarations !== undefined) return readSurface(library, 'surface.d.ts', declarations);
    }
    return readSurface(library, path, (await readTextIfExists(path)) ?? '');
  });
}
