/**
 * How many orders may be at work at once: half as many when a service asks for patience, one more
 * whenever a task did without.
 */
export class Concurrency {
  #most = Number.POSITIVE_INFINITY;
  #now = Number.POSITIVE_INFINITY;
  /** At work since before it was lowered: what they say first was the reason for it. */
  readonly #known = new Set<string>();

  get now(): number {
    return this.#now;
  }

  get isFull(): boolean {
    return this.#now >= this.#most;
  }

  /** @param workers how many there are. */
  limitTo(workers: number): void {
    this.#now = this.isFull ? workers : Math.min(this.#now, workers);
    this.#most = workers;
  }

  allows(atWork: number): boolean {
    return atWork < this.#now;
  }

  /**
   * Somebody was asked for patience.
   * @param atWork all orders that are at work.
   * @returns whether fewer may be at work now. What several orders hear at once counts once.
   */
  lower(orderId: string, atWork: readonly string[]): boolean {
    if (!atWork.includes(orderId) || this.#known.delete(orderId)) return false;
    for (const other of atWork) if (other !== orderId) this.#known.add(other);
    const before = this.#now;
    this.#now = Math.max(1, Math.floor(Math.min(before, atWork.length) / 2));
    return this.#now < before;
  }

  /** @returns whether one more may be at work now. */
  raise(): boolean {
    if (this.isFull) return false;
    this.#now += 1;
    return true;
  }

  /** An order is not at work any more. */
  forget(orderId: string): void {
    this.#known.delete(orderId);
  }
}
