/** What a warm runner says, and how it ended. */
export interface RunnerListener {
  line(text: string): void;
  /** Called once, in words that go on after "it". */
  ended(how: string): void;
  /** Called in place of that when it never came to life: what it was sent has not been begun. */
  neverCame(why: string): void;
}

/** The way to one warm runner; what can be said to it is in the runner's `workerProtocol`. */
export interface RunnerLink {
  send(line: string): void;
  /** Ends its input: it stops what it does, and everything that it started, and ends. */
  end(): void;
  /** Ends it at once. */
  kill(): void;
}

/** Starts a runner somewhere. Whatever keeps it from starting is told to the listener as its end. */
export type OpenRunner = (listener: RunnerListener) => RunnerLink;
