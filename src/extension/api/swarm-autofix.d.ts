/**
 * What the extension `swarm-autofix.swarm-autofix` exports. Copy this file into your extension:
 *
 * ```ts
 * const extension = vscode.extensions.getExtension<SwarmAutofixExtension>('swarm-autofix.swarm-autofix');
 * const swarm = (await extension?.activate())?.getAPI(1);
 * const run = await swarm?.start({ kind: 'errors' });
 * const result = await run?.finished;
 * ```
 *
 * Additions keep the version; whatever would break somebody gets a new one.
 */

import type { Diagnostic, Event, Uri } from 'vscode';

export interface SwarmAutofixExtension {
  /** @throws {Error} for a version that this extension does not have. */
  getAPI(version: 1): SwarmAutofixApi;
}

export interface SwarmAutofixApi {
  readonly version: 1;

  /** Fires when a fix has come, gone or changed its state. */
  readonly onDidChange: Event<FixesChange>;

  /**
   * Plans what is to be fixed, shows the plan, and starts when somebody agrees to it. Nothing is
   * merged: fixes wait for {@link merge}, or for a person.
   *
   * @returns once the run has been started; undefined when nobody wanted it, or there was nothing to fix.
   * @throws {Error} with one line for a person when it cannot be started: the folder is not trusted,
   * there is no repository, another run is going on, a setting is wrong.
   */
  start(scope: Scope, options?: StartOptions): Promise<Run | undefined>;

  /** All fixes that are known, oldest first, those that are being worked on included. */
  fixes(): Promise<readonly Fix[]>;

  /**
   * Merges fixes into the files, three-way with what is in them now, unsaved text included.
   * `Undo Merge` takes it back.
   *
   * @throws {Error} for an id that is not known, and for a fix that is in no state to be merged.
   */
  merge(ids: readonly string[]): Promise<MergeResult>;

  /**
   * Opens a fix as a diff.
   *
   * @throws {Error} for an id that is not known.
   */
  review(id: string): Promise<void>;
}

/** Which problems are meant, out of those that the editor shows. */
export type Scope =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'errors' }
  | { readonly kind: 'folder'; readonly uri: Uri }
  | { readonly kind: 'file'; readonly uri: Uri }
  /** A rule such as `ts(6133)` or `eslint(prefer-const)`; in one file when that is named. */
  | { readonly kind: 'rule'; readonly rule: string; readonly uri?: Uri }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** A problem of the Problems panel. */
export interface Problem {
  readonly uri: Uri;
  readonly diagnostic: Diagnostic;
}

export interface StartOptions {
  /** False: starts at once, without showing the plan. Your own question should have come before. */
  readonly confirm?: boolean;
}

/** What has been started: one run in each repository that has such problems, one after the other. */
export interface Run {
  /**
   * What came of it. Being cancelled is no error.
   *
   * @throws {Error} with one line for a person when it broke down.
   */
  readonly finished: Promise<RunResult>;
  /** Stops it; what has finished is kept. */
  cancel(): void;
}

/** How many problems ended how. Only `fixed` is a fix: the tool that complained is silent. */
export interface RunResult {
  readonly found: number;
  readonly fixed: number;
  /** Still there. */
  readonly remaining: number;
  /** Gone in a way that a person must judge. */
  readonly proposed: number;
  /** Silenced, not answered. */
  readonly suppressed: number;
  /** No checker at hand knows them. */
  readonly unverified: number;
  /** Problems that were not there before. */
  readonly introduced: number;
  readonly wasCancelled: boolean;
}

export type FixState =
  | 'queued'
  | 'running'
  | 'verifying'
  | 'ready'
  | 'conflicted'
  | 'merged'
  | 'discarded'
  | 'failed'
  | 'cancelled';

export type Verdict = 'fixed' | 'remains' | 'proposed' | 'suppressed' | 'unverified';

/** What one worker was to fix, and what came of it. */
export interface Fix {
  /** Stays the same for as long as the fix is known, reloads of the window included. */
  readonly id: string;
  /** The root of its repository. */
  readonly repository: Uri;
  readonly state: FixState;
  /** The rules that its problems break, such as `ts(6133)`; each once. */
  readonly rules: readonly string[];
  /** The files that it changes; before it is ready, those that it may change. */
  readonly files: readonly Uri[];
  /** One for each of its problems; empty before it is ready. */
  readonly verdicts: readonly Verdict[];
  /** True when all verdicts are `fixed` and nothing new came up. */
  readonly isVerified: boolean;
}

export interface FixesChange {
  /** Undefined: any of them. */
  readonly ids: readonly string[] | undefined;
}

export interface MergeResult {
  readonly merged: readonly string[];
  /** Nothing of these was merged: they overlap with what has been edited since. */
  readonly conflicted: readonly string[];
  /** The files that were written. */
  readonly files: readonly Uri[];
}
