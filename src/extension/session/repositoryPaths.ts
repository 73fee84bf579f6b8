import { dirname, join } from 'node:path';
import { realPath, relativePath } from './relativePath.ts';

/** Where a file is within the root of its repository, which git names without symbolic links. */
export class RepositoryPaths {
  readonly #root: string;
  readonly #folders = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Relative to the root, with `/`; begins with `../` for a file that is elsewhere. */
  of(path: string): string {
    const folder = dirname(path);
    const real = this.#folders.get(folder) ?? realPath(folder);
    this.#folders.set(folder, real);
    return relativePath(this.#root, join(real, path.slice(folder.length)));
  }
}
