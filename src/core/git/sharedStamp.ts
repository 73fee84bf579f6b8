import { readTextIfExists, writeFileAtomic } from '../base/atomicFile.ts';

/** What was brought into a slot, and the state of each original then. */
export interface SharedState {
  readonly source: string;
  readonly folders: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

/** A file beside a slot that keeps a {@link SharedState}. */
export class SharedStamp {
  readonly #path: string;
  #text: string | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<SharedState> {
    this.#text = await readTextIfExists(this.#path);
    const { source = '', folders = {}, files = [] } = JSON.parse(this.#text ?? '{}');
    return { source, folders, files };
  }

  /** Most claims bring nothing new: then the disk is left alone. */
  async write(state: SharedState): Promise<void> {
    const text = JSON.stringify(state);
    if (text !== this.#text) await writeFileAtomic(this.#path, text);
    this.#text = text;
  }
}
