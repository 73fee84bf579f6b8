import { stat } from 'node:fs/promises';
import { FileChangeType } from 'vscode-languageserver-protocol/node';
import { systemCodeOf } from '../../base/swarmError.ts';

/** All files, relative to a root with `/`, that belong to a project: known to git, or new to it. */
export type ListFiles = () => Promise<readonly string[]>;

export interface FileChange {
  readonly file: string;
  readonly type: FileChangeType;
}

/** Undefined for what is no file. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return undefined;
    return `${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}`;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Notices which files have changed between two looks, for servers that let the client watch. */
export class WatchedFiles {
  readonly #listFiles: ListFiles;
  readonly #pathOf: (file: string) => string;
  #stamps: ReadonlyMap<string, string> = new Map();

  /** @param pathOf the absolute path of a file. */
  constructor(listFiles: ListFiles, pathOf: (file: string) => string) {
    this.#listFiles = listFiles;
    this.#pathOf = pathOf;
  }

  /**
   * What has changed since the last call; in the first call, every file is a new one.
   * @param others files to look at besides those of the project.
   */
  async changes(others: readonly string[] = []): Promise<FileChange[]> {
    const before = this.#stamps;
    const after = await this.#look(new Set([...(await this.#listFiles()), ...others]));
    this.#stamps = after;
    const changes: FileChange[] = [];
    for (const [file, stamp] of after) {
      const known = before.get(file);
      if (known === undefined) changes.push({ file, type: FileChangeType.Created });
      else if (known !== stamp) changes.push({ file, type: FileChangeType.Changed });
    }
    for (const file of before.keys()) {
      if (!after.has(file)) changes.push({ file, type: FileChangeType.Deleted });
    }
    return changes;
  }

  async #look(files: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const stamps = new Map<string, string>();
    const look = async (file: string): Promise<void> => {
      const stamp = await stampOf(this.#pathOf(file));
      if (stamp !== undefined) stamps.set(file, stamp);
    };
    await Promise.all([...files].map(look));
    return stamps;
  }
}
