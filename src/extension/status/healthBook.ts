import * as vscode from 'vscode';
import { messageOf } from '../../core/base/swarmError.ts';
import type { BackendHealth } from '../../core/swarmStatus.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { RepositorySession } from '../session/repositorySession.ts';

type Services = Pick<ExtensionServices, 'mahavishnu' | 'log'>;

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
  readonly #services: Services;
  readonly #onNews: () => void;

  /** @param onNews is called when somebody's health is known. */
  constructor(services: Services, onNews: () => void) {
    this.#services = services;
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
    const health = await this.#healthOf(session);
    this.#pages.set(session.root, { occasion, health });
    this.#onNews();
  }

  async #healthOf({ swarm, root }: RepositorySession): Promise<readonly BackendHealth[]> {
    const { mahavishnu, log } = this.#services;
    try {
      return await swarm.health(await mahavishnu.address(vscode.Uri.file(root)));
    } catch (error) {
      // What is wrong with the setting is said by those who look after settings.
      log.topic('core').debug(`The server cannot be asked: ${messageOf(error)}`);
      return swarm.health();
    }
  }
}
