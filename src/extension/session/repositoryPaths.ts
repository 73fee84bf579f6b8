import { realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

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
    const real = this.#folders.get(folder) ?? realFolder(folder);
    this.#folders.set(folder, real);
    const inside = relative(this.#root, join(real, path.slice(folder.length)));
    return inside.split(sep).join('/');
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // A folder that is gone: its problems are counted as those of files that do not exist.
    return folder;
  }
}
