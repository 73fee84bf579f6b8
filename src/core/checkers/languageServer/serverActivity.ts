import type {
  ProgressToken,
  PublishDiagnosticsParams,
  Registration,
  Diagnostic as ServerDiagnostic,
} from 'vscode-languageserver-protocol';

/** The last that a server published about a file. */
export interface Publication {
  readonly diagnostics: readonly ServerDiagnostic[];
  /** Of the document it is about, where the server says that. */
  readonly version: number | undefined;
  /** {@link ServerActivity.moment} of its arrival. */
  readonly moment: number;
}

interface WorkProgress {
  readonly kind: unknown;
  readonly title?: unknown;
}

function isWorkProgress(value: unknown): value is WorkProgress {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** All that a server has said by itself: diagnostics, progress, and what it registered for. */
export class ServerActivity {
  readonly #published = new Map<string, Publication>();
  readonly #work = new Map<ProgressToken, string>();
  readonly #registrations = new Map<string, Registration>();
  readonly #listeners = new Set<() => void>();
  #moment = 0;
  #upheavals = 0;
  #sendsVersions = false;

  /** Counts what has arrived: something of a later moment came afterwards. */
  get moment(): number {
    return this.#moment;
  }

  /** How often all earlier answers have become doubtful: work has ended, or a refresh was called for. */
  get upheavals(): number {
    return this.#upheavals;
  }

  /** True once it said to which version of a document something belongs. */
  get sendsVersions(): boolean {
    return this.#sendsVersions;
  }

  /** Titles of the work that has begun and not ended. */
  get work(): readonly string[] {
    return [...this.#work.values()];
  }

  publicationOf(file: string): Publication | undefined {
    return this.#published.get(file);
  }

  /** What it registered for a method such as `textDocument/diagnostic`. */
  registrationsOf(method: string): readonly Registration[] {
    return [...this.#registrations.values()].filter((entry) => entry.method === method);
  }

  publish(file: string, { diagnostics, version }: PublishDiagnosticsParams): void {
    this.#happened();
    // A null is no version: some servers write one instead of leaving it out.
    const known = typeof version === 'number' ? version : undefined;
    this.#sendsVersions ||= known !== undefined;
    this.#published.set(file, { diagnostics, version: known, moment: this.#moment });
  }

  forget(file: string): void {
    this.#published.delete(file);
  }

  progress(token: ProgressToken, value: unknown): void {
    if (!isWorkProgress(value)) return;
    this.#happened();
    if (value.kind === 'begin') this.#work.set(token, String(value.title ?? ''));
    if (value.kind === 'end') {
      this.#work.delete(token);
      this.#upheavals += 1;
    }
  }

  refresh(): void {
    this.#upheavals += 1;
    this.#happened();
  }

  register(registrations: readonly Registration[]): void {
    for (const registration of registrations) {
      this.#registrations.set(registration.id, registration);
    }
    this.#happened();
  }

  unregister(ids: readonly string[]): void {
    for (const id of ids) this.#registrations.delete(id);
    this.#happened();
  }

  /**
   * Waits until nothing has happened for a while.
   * @param patience how long that is, in milliseconds; asked again whenever something has
   * happened. Undefined: something must happen first.
   * @throws the reason of `signal` when it fires.
   */
  untilQuiet(patience: () => number | undefined, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#listeners.delete(restart);
        signal.removeEventListener('abort', abort);
        settle();
      };
      const abort = (): void => finish(() => reject(signal.reason));
      const restart = (): void => {
        clearTimeout(timer);
        const wait = patience();
        timer = wait === undefined ? undefined : setTimeout(() => finish(resolve), wait);
      };
      this.#listeners.add(restart);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      else restart();
    });
  }

  // Listeners look at the new state, so they hear of it when the caller has finished with it.
  #happened(): void {
    this.#moment += 1;
    queueMicrotask(() => {
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
