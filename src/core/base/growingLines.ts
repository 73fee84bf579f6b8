import { type FileHandle, open } from 'node:fs/promises';
import { systemCodeOf } from './swarmError.ts';

/** What is new in a file since it was last looked at. */
export interface NewLines {
  /** True when it is another file than before: its lines count from its beginning. */
  readonly isOther: boolean;
  /** Whole ones, without their line breaks. */
  readonly lines: readonly string[];
}

async function readFrom(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, start + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Reads a file that others add lines to, each byte once. */
export class GrowingLines {
  readonly #path: string;
  #file = '';
  #offset = 0;
  /** The beginning of a line whose end is still to come. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
  }

  /** A file that is not there has no lines. */
  async read(): Promise<NewLines> {
    try {
      const handle = await open(this.#path, 'r');
      try {
        return await this.#readNew(handle);
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (systemCodeOf(error) !== 'ENOENT') throw error;
      return { isOther: this.#begin(''), lines: [] };
    }
  }

  async #readNew(handle: FileHandle): Promise<NewLines> {
    const { ino, size } = await handle.stat();
    const isOther = `${ino}` !== this.#file || size < this.#offset ? this.#begin(`${ino}`) : false;
    const bytes = await readFrom(handle, this.#offset, size);
    this.#offset += bytes.length;
    const known = Buffer.concat([this.#rest, bytes]);
    const end = known.lastIndexOf('\n') + 1;
    this.#rest = known.subarray(end);
    const lines = known.toString('utf8', 0, end).split('\n').slice(0, -1);
    return { isOther, lines };
  }

  /** @returns true when there was another file before. */
  #begin(file: string): boolean {
    const hadLines = this.#offset > 0;
    this.#file = file;
    this.#offset = 0;
    this.#rest = Buffer.alloc(0);
    return hadLines;
  }
}
