import { type Clock, systemClock } from '../../base/clock.ts';
import { type FileStamp, isConclusive, readFileStamp } from './fileStamp.ts';

/** The part of TypeScript's `sys` that reads. */
export interface DiskReader {
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  getDirectories(path: string): string[];
  readFile(path: string): string | undefined;
  realpath?(path: string): string;
}

/** The text of a source file, and a name for it that no other text of any file ever had. */
export interface SourceText {
  readonly text: string;
  readonly version: string;
}

interface RememberedSource extends SourceText {
  readonly stamp: FileStamp;
  readonly readAt: number;
}

interface Fact {
  readonly answer: unknown;
  readonly ask: () => unknown;
}

/** What {@link DiskMemory.refresh} found; after `structure`, module names may mean other files. */
export type DiskChange = 'none' | 'text' | 'structure';

/**
 * A view of the disk that stands still until {@link DiskMemory.refresh} is called, and misses no
 * change then: it remembers every answer that it gave, and asks all the questions again.
 */
export class DiskMemory {
  readonly #reader: DiskReader;
  readonly #clock: Clock;
  readonly #readStamp: (path: string) => FileStamp | undefined;
  readonly #sources = new Map<string, RememberedSource>();
  readonly #facts = new Map<string, Fact>();
  #lastVersion = 0;

  constructor(reader: DiskReader, clock: Clock = systemClock, readStamp = readFileStamp) {
    this.#reader = reader;
    this.#clock = clock;
    this.#readStamp = readStamp;
  }

  fileExists(path: string): boolean {
    return this.#remember(`file ${path}`, () => this.#reader.fileExists(path));
  }

  directoryExists(path: string): boolean {
    return this.#remember(`directory ${path}`, () => this.#reader.directoryExists(path));
  }

  realpath(path: string): string {
    return this.#remember(`realpath ${path}`, () => this.#reader.realpath?.(path) ?? path);
  }

  /** For what is not a source file but decides how these are understood, such as `package.json`. */
  readFile(path: string): string | undefined {
    return this.#remember(`text ${path}`, () => this.#reader.readFile(path));
  }

  getDirectories(path: string): string[] {
    const names = this.#remember(`folders ${path}`, () =>
      this.#reader.getDirectories(path).join('\n'),
    );
    return names === '' ? [] : names.split('\n');
  }

  /** @returns undefined when there is no such file. */
  source(path: string): SourceText | undefined {
    const known = this.#sources.get(path);
    if (known !== undefined) return known;
    const read = this.#readSource(path, undefined);
    // Remembered as well, so that its coming is noticed.
    if (read === undefined) this.fileExists(path);
    else this.#sources.set(path, read);
    return read;
  }

  /** Looks at the disk again. */
  refresh(): DiskChange {
    const isTextChanged = this.#refreshSources();
    const isSame = [...this.#facts.values()].every(({ answer, ask }) => ask() === answer);
    if (isSame) return isTextChanged ? 'text' : 'none';
    this.#facts.clear();
    return 'structure';
  }

  #remember<T extends string | boolean | undefined>(question: string, ask: () => T): T {
    const known = this.#facts.get(question);
    // Only this function writes facts, so the answer to a question is always of the same type.
    if (known !== undefined) return known.answer as T;
    const answer = ask();
    this.#facts.set(question, { answer, ask });
    return answer;
  }

  #refreshSources(): boolean {
    let isChanged = false;
    for (const [path, known] of this.#sources) {
      const now = this.#readSource(path, known);
      if (now?.version !== known.version) isChanged = true;
      if (now === undefined) this.#sources.delete(path);
      else this.#sources.set(path, now);
    }
    return isChanged;
  }

  #readSource(path: string, known: RememberedSource | undefined): RememberedSource | undefined {
    const stamp = this.#readStamp(path);
    if (stamp === undefined) return undefined;
    const isSameStamp = known !== undefined && known.stamp.key === stamp.key;
    if (isSameStamp && isConclusive(stamp, known.readAt)) return known;
    const readAt = this.#clock();
    const text = this.#reader.readFile(path);
    if (text === undefined) return undefined;
    if (known?.text === text) return { ...known, stamp, readAt };
    this.#lastVersion += 1;
    return { text, version: String(this.#lastVersion), stamp, readAt };
  }
}
