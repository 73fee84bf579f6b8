import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isSwarmError, SwarmError } from '../../core/base/swarmError.ts';
import type { ErrorPresenter } from '../host/errorPresenter.ts';
import type { ExtensionLog } from '../host/extensionLog.ts';
import type { ContextKeys } from '../settings/contextKeys.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';
import { ChangeGatherer } from './changeGatherer.ts';
import type { RepositorySession } from './repositorySession.ts';
import type { SessionChange } from './sessionChange.ts';

export interface SessionParts {
  readonly context: vscode.ExtensionContext;
  readonly log: ExtensionLog;
  readonly errors: ErrorPresenter;
  readonly settings: SettingsReader;
  readonly contextKeys: ContextKeys;
}

/**
 * The repositories that are worked on, one session each. The core is loaded with the first of them;
 * until then nothing here costs anything.
 */
export class Sessions implements vscode.Disposable {
  readonly #parts: SessionParts;
  readonly #changed = new vscode.EventEmitter<SessionChange>();
  readonly #byRoot = new Map<string, RepositorySession>();
  /** By folder: the session of its repository, or that it could not be opened. */
  readonly #byFolder = new Map<string, Promise<RepositorySession>>();

  readonly #gatherer = new ChangeGatherer((changes) => {
    this.#setContextKeys();
    for (const change of changes) this.#changed.fire(change);
  });

  readonly onDidChange = this.#changed.event;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Those that are open by now. */
  all(): readonly RepositorySession[] {
    return [...this.#byRoot.values()];
  }

  find(root: string): RepositorySession | undefined {
    return this.#byRoot.get(root);
  }

  /**
   * The session of the repository that the folder of `uri` is in.
   * @throws {SwarmError} `repository` when there is none, in one line that says what to do.
   */
  async of(uri: vscode.Uri): Promise<RepositorySession> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined) {
      throw new SwarmError('repository', `${uri.fsPath} is in no folder of this workspace.`);
    }
    return this.open(folder.uri.fsPath);
  }

  /** @throws {SwarmError} `repository` when `folder` is in none that can be worked in. */
  open(folder: string): Promise<RepositorySession> {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const opening = this.#open(folder);
    this.#byFolder.set(folder, opening);
    opening.catch(() => this.#byFolder.delete(folder));
    return opening;
  }

  /**
   * The sessions of all folders of the workspace.
   * @throws {SwarmError} of the first folder when none of them can be worked in.
   */
  async openAll(): Promise<readonly RepositorySession[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
    if (folders.length === 0) {
      throw new SwarmError('repository', 'No folder is open; open the folder of a project first.');
    }
    const opened = await Promise.allSettled(folders.map((folder) => this.open(folder)));
    const good = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const [failure] = opened.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    if (good.length === 0) throw failure;
    return [...new Set(good)];
  }

  /** Opens the folders whose repository has runs of before; the others wait until they are needed. */
  async openKnown(): Promise<void> {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (!existsSync(join(uri.fsPath, '.git', 'swarm-autofix')) && !this.#isRemembered(uri)) {
        continue;
      }
      await this.open(uri.fsPath).catch((error: unknown) =>
        this.#parts.errors.report(vscode.l10n.t('Earlier runs could not be read'), error),
      );
    }
  }

  /** Says that something has changed; those who listen hear of it a moment later. */
  announce(change: SessionChange): void {
    this.#gatherer.add(change);
  }

  dispose(): void {
    for (const session of this.#byRoot.values()) session.dispose();
    this.#gatherer.dispose();
    this.#changed.dispose();
  }

  async #open(folder: string): Promise<RepositorySession> {
    const { contextKeys } = this.#parts;
    try {
      const { openSession } = await import('./repositorySession.ts');
      const session = await openSession(this.#parts, folder, (change) => this.announce(change));
      return this.#keep(session);
    } catch (error) {
      const isAlone = this.#byRoot.size === 0;
      contextKeys.set('swarmAutofix.lacksRepository', isAlone && isSwarmError(error, 'repository'));
      throw error;
    }
  }

  #keep(session: RepositorySession): RepositorySession {
    const known = this.#byRoot.get(session.root);
    if (known !== undefined) {
      session.dispose();
      return known;
    }
    this.#byRoot.set(session.root, session);
    this.announce({ root: undefined, tasks: 'all', workers: true });
    return session;
  }

  /** A linked worktree, or a folder below the root, keeps its journal elsewhere. */
  #isRemembered(uri: vscode.Uri): boolean {
    return this.#parts.context.workspaceState
      .get<readonly string[]>('foldersWithRuns', [])
      .includes(uri.fsPath);
  }

  #setContextKeys(): void {
    const { contextKeys } = this.#parts;
    const sessions = this.all();
    const some = (test: (session: RepositorySession) => boolean): boolean => sessions.some(test);
    contextKeys.set('swarmAutofix.hasRepository', sessions.length > 0);
    if (sessions.length > 0) contextKeys.set('swarmAutofix.lacksRepository', false);
    contextKeys.set(
      'swarmAutofix.isRunning',
      some((session) => session.isRunning),
    );
    contextKeys.set(
      'swarmAutofix.isPaused',
      some((session) => session.live?.isPaused === true),
    );
    contextKeys.set(
      'swarmAutofix.canContinue',
      some((session) => session.canContinue),
    );
    contextKeys.set(
      'swarmAutofix.hasFixesToReview',
      some((session) => session.toReview > 0),
    );
    contextKeys.set(
      'swarmAutofix.hasMerges',
      some((session) => session.hasMerges),
    );
  }
}
