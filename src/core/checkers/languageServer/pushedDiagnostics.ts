import type { LanguageServerTiming } from './languageServerTiming.ts';
import type { OpenDocuments } from './openDocuments.ts';
import type { ServerActivity } from './serverActivity.ts';

export interface PushedWorld {
  readonly activity: ServerActivity;
  readonly documents: OpenDocuments;
  readonly timing: LanguageServerTiming;
  /** True when nothing needs to be waited for any more: the server turned out to answer pulls. */
  readonly canPull: () => boolean;
}

/**
 * Waits for the last word of a server that publishes diagnostics by itself.
 *
 * The protocol has no sign for that, so this is the rule: for each file there is a publication for
 * the document's present version, or, from a server that never names versions, one that came after
 * the document was sent; no work with progress is under way; and then nothing at all has come for
 * a while (`quietMs`, or `unversionedQuietMs`).
 *
 * When anything on the disk has changed, each document is sent again, even with the same text:
 * what changed elsewhere may concern it. Some servers say nothing when a file had no problems and
 * still has none (typescript-language-server, for one); after `silenceMs` such documents are
 * closed and opened, which makes them speak. Silence is never taken for an answer.
 */
export class PushedDiagnostics {
  readonly #world: PushedWorld;
  #isSettled = false;
  #isTaciturn = false;

  constructor(world: PushedWorld) {
    this.#world = world;
  }

  /** @throws the reason of `signal` when it fires before the last word. */
  async settle(files: readonly string[], signal: AbortSignal): Promise<void> {
    const outdated = files.filter((file) => this.#isOutdated(file));
    for (const file of outdated) this.#world.documents.touch(file);
    if (this.#isSettled && this.#allAnswered(files)) return;
    this.#isSettled = false;
    await this.#wait(files, this.#silenceMs, signal);
    if (!this.#world.canPull() && !this.#allAnswered(files)) {
      this.#isTaciturn = true;
      await this.#openAnew(files, signal);
      await this.#wait(files, undefined, signal);
    }
    this.#isSettled = true;
  }

  // Some servers publish an empty list at closing: it must have come before the file is opened.
  async #openAnew(files: readonly string[], signal: AbortSignal): Promise<void> {
    const { activity, documents } = this.#world;
    for (const file of files) if (!this.#isAnswered(file)) documents.close(file);
    await activity.untilQuiet(() => this.#quietMs, signal);
    await documents.sync(files);
  }

  #wait(files: readonly string[], silenceMs: number | undefined, signal: AbortSignal) {
    const { activity, canPull } = this.#world;
    const patience = (): number | undefined => {
      if (canPull()) return 0;
      if (activity.work.length > 0) return undefined;
      return this.#allAnswered(files) ? this.#quietMs : silenceMs;
    };
    return activity.untilQuiet(patience, signal);
  }

  get #quietMs(): number {
    const { activity, timing } = this.#world;
    return activity.sendsVersions ? timing.quietMs : timing.unversionedQuietMs;
  }

  get #silenceMs(): number {
    const { timing } = this.#world;
    return this.#isTaciturn ? timing.unversionedQuietMs : timing.silenceMs;
  }

  #isOutdated(file: string): boolean {
    const { documents } = this.#world;
    const document = documents.get(file);
    return document !== undefined && document.revision < documents.revision;
  }

  #allAnswered(files: readonly string[]): boolean {
    return files.every((file) => this.#isAnswered(file));
  }

  #isAnswered(file: string): boolean {
    const { activity, documents } = this.#world;
    const document = documents.get(file);
    if (document === undefined) return true;
    const publication = activity.publicationOf(file);
    if (publication === undefined || publication.moment <= document.moment) return false;
    return activity.sendsVersions ? publication.version === document.version : true;
  }
}
