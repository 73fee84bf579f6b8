import type { BackendHealth } from '../../core/swarmStatus.ts';
import type { RepositorySession } from '../session/repositorySession.ts';

interface Page {
  /** What the backends had to do when they were looked at. */
  readonly occasion: string;
  readonly health: readonly BackendHealth[];
}

/** A new run or another backend is an occasion to look again. */
function occasionOf({ runs }: RepositorySession): string {
  const last = runs.at(-1);
  return last === undefined
    ? ''
    : `${last.record.runId} ${last.backend} ${last.modeChanges.length} ${last.stopReason}`;
}

/** How the backends of each repository are, as they were last looked at. */
export class HealthBook {
  readonly #pages = new Map<string, Page>();
  readonly #onNews: () => void;

  /** @param onNews is called when somebody's health is known. */
  constructor(onNews: () => void) {
    this.#onNews = onNews;
  }

  /** What is known by now. When that is of another occasion, it is looked up. */
  of(session: RepositorySession): readonly BackendHealth[] {
    const occasion = occasionOf(session);
    const page = this.#pages.get(session.root);
    const known = page?.health ?? [];
    if (page?.occasion === occasion) return known;
    this.#pages.set(session.root, { occasion, health: known });
    void this.#look(session, occasion);
    return known;
  }

  async #look(session: RepositorySession, occasion: string): Promise<void> {
    const health = await session.swarm.health();
    this.#pages.set(session.root, { occasion, health });
    this.#onNews();
  }
}
