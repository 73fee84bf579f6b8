import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ReadTextFileRequest, RequestError } from '@agentclientprotocol/sdk/unstable';
import { systemCodeOf } from '../../base/swarmError.ts';
import { pathInside, writablePathInside } from './pathInside.ts';

/** Files that an agent reads and writes through us: those of its worktree, and no others. */
export class ClientFiles {
  readonly #worktree: string;
  readonly #refused: (what: string) => void;

  /** @param refused told what was not allowed, to go on after "was refused to". */
  constructor(worktree: string, refused: (what: string) => void) {
    this.#worktree = worktree;
    this.#refused = refused;
  }

  /** Lines count from 1. */
  async read({ path, line, limit }: ReadTextFileRequest): Promise<string> {
    const inside = await pathInside(this.#worktree, path);
    if (inside === undefined) throw this.#outside('read', path);
    const text = await this.#text(inside, path);
    if ((line ?? 1) <= 1 && (limit ?? undefined) === undefined) return text;
    const first = Math.max(line ?? 1, 1) - 1;
    return text
      .split('\n')
      .slice(first, limit === undefined || limit === null ? undefined : first + limit)
      .join('\n');
  }

  async write(path: string, text: string): Promise<void> {
    const inside = await writablePathInside(this.#worktree, path);
    if (inside === undefined) throw this.#outside('change', path);
    const place = join(this.#worktree, inside);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text);
  }

  async #text(inside: string, path: string): Promise<string> {
    try {
      return await readFile(join(this.#worktree, inside), 'utf8');
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') throw RequestError.resourceNotFound(path);
      throw error;
    }
  }

  #outside(verb: string, path: string): RequestError {
    this.#refused(`${verb} ${path}, which is outside of its worktree`);
    return RequestError.invalidParams({ path }, `${path} is not in the worktree`);
  }
}
