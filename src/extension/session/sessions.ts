import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { isSwarmError, SwarmError } from '../../core/base/swarmError.ts';
import type { ErrorPresenter } from '../host/errorPresenter.ts';
import type { ExtensionLog } from '../host/extensionLog.ts';
import type { ContextKeys } from '../settings/contextKeys.ts';
import type { MahavishnuServer } from '../settings/mahavishnuServer.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';
import { ChangeGatherer } from './changeGatherer.ts';
import { OpenedRoots } from './openedRoots.ts';
import { refuseUntrusted } from './refuseUntrusted.ts';
import {
  isWithin,
  repositoriesAt,
  repositoriesWithRuns,
  repositoryAround,
} from './repositoryFolders.ts';
import type { RepositorySession } from './repositorySession.ts';
import type { SessionChange } from './sessionChange.ts';

export interface SessionParts {
  readonly context: vscode.ExtensionContext;
  readonly log: ExtensionLog;
  readonly errors: ErrorPresenter;
  readonly settings: SettingsReader;
  readonly mahavishnu: MahavishnuServer;
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
  readonly #openedRoots: OpenedRoots;
  /** Folders of which somebody has been told that they cannot be opened. */
  readonly #complained = new Set<string>();

  readonly #gatherer = new ChangeGatherer((changes) => {
    this.#setContextKeys();
    for (const change of changes) this.#changed.fire(change);
  });

  readonly onDidChange = this.#changed.event;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#openedRoots = new OpenedRoots(parts.context.workspaceState);
  }

  /** Those that are open by now. */
  all(): readonly RepositorySession[] {
    return [...this.#byRoot.values()];
  }

  find(root: string): RepositorySession | undefined {
    return this.#byRoot.get(root);
  }

  /**
   * The sessions of the repositories that files and folders are in; of a folder that is in none, those
   * right in it. What cannot be opened is left out, unless that is all.
   * @throws {SwarmError} as {@link open}; `usage` when all of them are in no folder of the workspace.
   */
  async openFor(uris: readonly vscode.Uri[]): Promise<readonly RepositorySession[]> {
    const inFolders = uris.filter((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
    const roots = (inFolders.length > 0 ? inFolders : uris).flatMap(rootsFor);
    return someOf(await this.#openRoots([...new Set(roots)]));
  }

  /**
   * @throws {SwarmError} `noRepository`, or `repository` when `folder` is in one that cannot be worked
   * in; `environment` when nobody trusts it, or when there is no git to ask.
   */
  async open(folder: string): Promise<RepositorySession> {
    refuseUntrusted();
    const known = this.#byFolder.get(folder);
    if (known === undefined) return this.#openNow(folder);
    const session = await known;
    if (!session.isGone) return session;
    this.#drop(session);
    return this.#openNow(folder);
  }

  /** The folders of the workspace that no session can be opened for, whatever the reason. */
  async foldersWithout(): Promise<readonly vscode.WorkspaceFolder[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const attempts = await Promise.all(folders.map((folder) => this.#openAt([folder])));
    return folders.filter((_one, index) => attempts[index]?.sessions.length === 0);
  }

  /**
   * The sessions of all folders of the workspace.
   * @throws {SwarmError} of the first folder when none of them can be worked in.
   */
  async openAll(): Promise<readonly RepositorySession[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0) {
      throw new SwarmError(
        'usage',
        vscode.l10n.t('No folder is open; open the folder of a project first.'),
      );
    }
    return someOf(await this.#openAt(folders));
  }

  /**
   * Opens the folders whose repository has runs of before; the others wait until they are needed, and
   * those that nobody trusts until somebody does. What cannot be opened is said, once.
   */
  async openKnown(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const roots = repositoriesWithRuns(openFolders(), this.#openedRoots.all());
    for (const root of roots) await this.openInBackground(root);
  }

  /** Opens what nobody has asked for; what cannot be opened is said, once. */
  async openInBackground(root: string): Promise<void> {
    await this.open(root).catch((error: unknown) => this.#complain(root, error));
  }

  /** Forgets the repositories that no folder is in any more, unless a run goes on in them. */
  async dropClosed(): Promise<void> {
    const wanted = openRoots().map((root) => this.#byFolder.get(root)?.catch(() => undefined));
    const open = new Set(await Promise.all(wanted));
    const folders = openFolders();
    const isWanted = (one: RepositorySession): boolean =>
      open.has(one) || one.live !== undefined || isWithin(folders, one.root);
    const closed = this.all().filter((one) => !isWanted(one));
    for (const session of closed) this.#forget(session);
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

  #openAt(folders: readonly vscode.WorkspaceFolder[]): Promise<Attempts> {
    return this.#openRoots(rootsOf(folders));
  }

  async #openRoots(roots: readonly string[]): Promise<Attempts> {
    const attempts = await Promise.allSettled(roots.map((root) => this.open(root)));
    const sessions = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failures = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    return { sessions: [...new Set(sessions)], failures };
  }

  #openNow(folder: string): Promise<RepositorySession> {
    const opening = this.#open(folder);
    this.#byFolder.set(folder, opening);
    opening.catch(() => this.#byFolder.delete(folder));
    return opening;
  }

  async #open(folder: string): Promise<RepositorySession> {
    try {
      const { openSession } = await import('./repositorySession.ts');
      const session = await openSession(this.#parts, folder, {
        changed: (change) => this.announce(change),
        gone: (gone) => this.#drop(gone),
      });
      this.#complained.delete(folder);
      return this.#keep(session);
    } catch (error) {
      const isNone = isSwarmError(error, 'noRepository') && this.#byRoot.size === 0;
      this.#parts.contextKeys.set('swarmAutofix.lacksRepository', isNone);
      throw error;
    }
  }

  #complain(folder: string, error: unknown): void {
    if (this.#complained.has(folder)) return;
    this.#complained.add(folder);
    this.#parts.errors.report(vscode.l10n.t('Earlier runs could not be read'), error);
  }

  /** Somebody has removed its repository: that is said once, and nothing of it is shown any more. */
  #drop(session: RepositorySession): void {
    if (this.#byRoot.get(session.root) !== session) return;
    session.live?.cancel();
    this.#forget(session);
    const isNone = this.#byRoot.size === 0 && existsSync(session.root);
    this.#parts.contextKeys.set('swarmAutofix.lacksRepository', isNone);
    this.#parts.errors.report(vscode.l10n.t('The repository is gone'), session.goneError);
  }

  #forget(session: RepositorySession): void {
    this.#byRoot.delete(session.root);
    for (const [folder, opening] of [...this.#byFolder]) {
      void opening.then(
        (one) => {
          if (one === session && this.#byFolder.get(folder) === opening) {
            this.#byFolder.delete(folder);
          }
        },
        // One that failed was taken out by itself.
        () => undefined,
      );
    }
    session.dispose();
    this.announce({ root: undefined, tasks: 'all', workers: true });
  }

  #keep(session: RepositorySession): RepositorySession {
    const known = this.#byRoot.get(session.root);
    if (known !== undefined) {
      session.dispose();
      return known;
    }
    this.#byRoot.set(session.root, session);
    void this.#openedRoots.add(session.root);
    this.announce({ root: undefined, tasks: 'all', workers: true });
    return session;
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

interface Attempts {
  readonly sessions: readonly RepositorySession[];
  readonly failures: readonly unknown[];
}

/** @throws the first failure when nothing could be opened. */
function someOf({ sessions, failures }: Attempts): readonly RepositorySession[] {
  if (sessions.length === 0 && failures.length > 0) throw failures[0];
  return sessions;
}

/** @throws {SwarmError} `usage` for what is in no folder of the workspace. */
function rootsFor(uri: vscode.Uri): readonly string[] {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) {
    throw new SwarmError(
      'usage',
      vscode.l10n.t('{0} is in no folder of this workspace.', uri.fsPath),
    );
  }
  const inside = repositoriesAt(uri.fsPath);
  // A file or folder in no repository: its folder of the workspace can be made one.
  return inside.includes(uri.fsPath) && repositoryAround(uri.fsPath) === undefined
    ? [folder.uri.fsPath]
    : inside;
}

function openFolders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}

/** Where the repositories of the workspace are, as far as that can be told without git. */
export function openRoots(): string[] {
  return rootsOf(vscode.workspace.workspaceFolders ?? []);
}

/** Where the repositories of these folders are, as far as that can be told without git. */
function rootsOf(folders: readonly vscode.WorkspaceFolder[]): string[] {
  return [...new Set(folders.flatMap(({ uri }) => repositoriesAt(uri.fsPath)))];
}
