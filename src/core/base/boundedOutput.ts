/** Keeps the beginning and the end of a stream of bytes, whatever its length. */
export class BoundedOutput {
  readonly #limit: number;
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #dropped = 0;

  /** @param limit in bytes, for each of the two ends. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes were left out. */
  get dropped(): number {
    return this.#dropped;
  }

  push(chunk: Buffer): void {
    const room = this.#limit - this.#headBytes;
    const forHead = chunk.subarray(0, Math.max(0, room));
    if (forHead.length > 0) {
      this.#head.push(forHead);
      this.#headBytes += forHead.length;
    }
    const rest = chunk.subarray(forHead.length);
    if (rest.length > 0) this.#pushTail(rest);
  }

  bytes(): Buffer {
    const gap = this.#dropped > 0 ? [Buffer.from(`\n… ${this.#dropped} bytes left out …\n`)] : [];
    return Buffer.concat([...this.#head, ...gap, ...this.#tail]);
  }

  #pushTail(chunk: Buffer): void {
    this.#tail.push(chunk);
    this.#tailBytes += chunk.length;
    if (this.#tailBytes <= 2 * this.#limit) return;
    const joined = Buffer.concat(this.#tail);
    const kept = joined.subarray(joined.length - this.#limit);
    this.#dropped += joined.length - kept.length;
    this.#tail = [Buffer.from(kept)];
    this.#tailBytes = kept.length;
  }
}
