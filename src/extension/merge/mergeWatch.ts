import * as vscode from 'vscode';
import type { Logger } from '../../core/base/logger.ts';
import type { EditorVerdicts } from '../fixes/editorVerdicts.ts';
import { openDocument } from '../problems/problemIndex.ts';
import { RepositoryPaths } from '../session/repositoryPaths.ts';
import { type MergedFix, WatchedFiles } from './watchedFiles.ts';

/** A language server answers an edit bit by bit; so long after the last bit it is taken at its word. */
const settleMs = 2_000;

/** After that much time nothing more is claimed. */
const patienceMs = 30_000;

/** What the editor still reports of a merge. */
export interface StillReported {
  readonly count: number;
  /** How many problems the merge is said to have done away with. */
  readonly watched: number;
  /** Where the first of them is. */
  readonly place: vscode.Location;
}

export interface WatchParts {
  /** The root of the working tree. */
  readonly root: string;
  readonly verdicts: EditorVerdicts;
  readonly log: Logger;
  /** Is called once at most. */
  onReported(reported: StillReported): void;
}

/**
 * Follows what the editor says of the files of a merge. A problem counts as still reported only when
 * it has been reported anew since the merge: what stands there from before may just be old.
 */
export class MergeWatch implements vscode.Disposable {
  readonly #parts: WatchParts;
  readonly #paths: RepositoryPaths;
  readonly #old: ReadonlySet<vscode.Diagnostic>;
  readonly #pending = new Map<string, vscode.Uri>();
  #fixes: readonly MergedFix[] = [];
  #files = new WatchedFiles([]);
  #subscription: vscode.Disposable | undefined;
  #settling: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #isLate = false;
  #isTold = false;
  #isDisposed = false;

  /** To be made before the merge: what the editor says by then is of before. */
  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#paths = new RepositoryPaths(parts.root);
    this.#old = new Set(vscode.languages.getDiagnostics().flatMap(([, all]) => all));
  }

  /** @param fixes those that have been merged. */
  begin(fixes: readonly MergedFix[]): void {
    this.#fixes = fixes;
    this.#files = new WatchedFiles(fixes);
    if (this.#files.count === 0) return;
    this.#subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => this.#take(uris));
    this.#deadline = setTimeout(() => this.#finish(), patienceMs);
    // Some have answered while the merge was still being written down.
    this.#take(vscode.workspace.textDocuments.map(({ uri }) => uri));
  }

  /** Forgets what it has found: for a merge that has been taken back. */
  retract(): void {
    this.dispose();
    for (const { reference } of this.#fixes) this.#parts.verdicts.set(reference, new Set());
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#settling);
    clearTimeout(this.#deadline);
    this.#subscription?.dispose();
  }

  #take(uris: readonly vscode.Uri[]): void {
    const files = this.#files;
    for (const uri of uris) {
      if (uri.scheme !== 'file') continue;
      const path = this.#paths.of(uri.fsPath);
      if (this.#isLate ? files.hasFoundIn(path) : files.has(path)) this.#pending.set(path, uri);
    }
    if (this.#pending.size === 0) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#settle(), settleMs);
  }

  async #settle(): Promise<void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    try {
      for (const [path, uri] of pending) await this.#look(path, uri);
    } catch (error) {
      this.#parts.log.error('What the editor says after a merge could not be compared', error);
    }
    this.#tell();
    if (this.#isLate && this.#files.found.length === 0) this.dispose();
  }

  /** What no editor shows is left out: its lines may be others than those that are reported on. */
  async #look(path: string, uri: vscode.Uri): Promise<void> {
    const document = openDocument(uri);
    if (document === undefined) return;
    const all = vscode.languages.getDiagnostics(uri);
    const fresh = all.filter((one) => !this.#old.has(one));
    await this.#files.look(path, document, fresh);
    if (this.#isDisposed) return;
    for (const fix of this.#files.fixesOf(path)) {
      this.#parts.verdicts.set(fix.reference, this.#files.foundOf(fix));
    }
  }

  #tell(): void {
    const { found, count: watched } = this.#files;
    const [first] = found;
    if (first === undefined || this.#isTold || this.#isDisposed) return;
    this.#isTold = true;
    this.#parts.onReported({ count: found.length, watched, place: first.place });
  }

  /** From now on it only takes back what is no longer true. */
  #finish(): void {
    this.#isLate = true;
    if (this.#files.found.length === 0 && this.#pending.size === 0) this.dispose();
  }
}
