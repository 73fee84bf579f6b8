import { Transform, type TransformCallback } from 'node:stream';

/** The two ends of a line that was too long to be passed on. */
export interface LongLine {
  readonly start: string;
  readonly end: string;
}

const lineFeed = 0x0a;
const keptBytes = 256;

/** Passes lines on, but none that is too long: of those, only somebody is told. */
export class BoundedLines extends Transform {
  readonly #mostBytes: number;
  readonly #onLong: (line: LongLine) => void;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(mostBytes: number, onLong: (line: LongLine) => void) {
    super();
    this.#mostBytes = mostBytes;
    this.#onLong = onLong;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(lineFeed, from);
      this.#take(chunk.subarray(from, at < 0 ? chunk.length : at + 1));
      if (at < 0) break;
      this.#endLine();
      from = at + 1;
    }
    done();
  }

  #take(part: Buffer): void {
    this.#bytes += part.length;
    this.#parts.push(part);
    if (this.#bytes <= this.#mostBytes) return;
    // It is not going to be passed on: both of its ends are enough.
    const all = Buffer.concat(this.#parts);
    if (all.length > 2 * keptBytes) {
      this.#parts = [all.subarray(0, keptBytes), Buffer.from(all.subarray(-keptBytes))];
    }
  }

  #endLine(): void {
    const line = Buffer.concat(this.#parts);
    if (this.#bytes <= this.#mostBytes) this.push(line);
    else {
      const text = line.toString();
      this.#onLong({ start: text.slice(0, keptBytes), end: text.slice(-keptBytes).trimEnd() });
    }
    this.#parts = [];
    this.#bytes = 0;
  }
}
