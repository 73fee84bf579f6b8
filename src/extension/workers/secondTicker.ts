/** Does something each second, for as long as somebody looks. */
export class SecondTicker {
  readonly #work: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(work: () => void) {
    this.#work = work;
  }

  setRunning(isRunning: boolean): void {
    if (isRunning === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = isRunning ? setInterval(this.#work, 1000) : undefined;
  }

  dispose(): void {
    this.setRunning(false);
  }
}
