import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ReadTextFileRequest, RequestError } from '@agentclientprotocol/sdk/unstable';
import { systemCodeOf } from '../../base/swarmError.ts';
import { pathInside, writablePathInside } from './pathInside.ts';

/** In bytes; nobody reads larger ones as text. */
const largestFile = 8 * 1024 * 1024;

/** Files that an agent reads and writes through us: those of its worktree, and no others. */
export class ClientFiles {
  readonly #worktree: string;
  readonly #refused: (what: string) => void;
  readonly #writing = new Set<Promise<void>>();
  #isClosed = false;

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
    if (this.#isClosed) throw RequestError.invalidParams({ path }, 'the session is closed');
    const writing = this.#write(path, text);
    this.#writing.add(writing);
    try {
      await writing;
    } finally {
      this.#writing.delete(writing);
    }
  }

  /** Takes no more, and waits for what is being written: nothing changes any more after that. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#writing);
  }

  async #write(path: string, text: string): Promise<void> {
    const inside = await writablePathInside(this.#worktree, path);
    if (inside === undefined) throw this.#outside('change', path);
    const place = join(this.#worktree, inside);
    await mkdir(dirname(place), { recursive: true });
    await this.#requireText(place, path).catch((error: unknown) => {
      if (systemCodeOf(error) !== 'ENOENT') throw error;
    });
    await writeFile(place, text);
  }

  /** Whoever opens a pipe waits for the other end of it, which nobody may ever hold. */
  async #requireText(place: string, path: string): Promise<void> {
    const status = await stat(place);
    if (status.isFile() && status.size <= largestFile) return;
    throw RequestError.invalidParams({ path }, `${path} is no text file`);
  }

  async #text(inside: string, path: string): Promise<string> {
    const place = join(this.#worktree, inside);
    try {
      await this.#requireText(place, path);
      return await readFile(place, 'utf8');
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
