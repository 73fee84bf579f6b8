import type * as vscode from 'vscode';
import type { FileSelection } from '../../core/git/fileSelection.ts';
import type { FixReference } from './fixReference.ts';
import { type Unwanted, type UnwantedHunks, UnwantedMemory } from './unwantedMemory.ts';

/** What a fix changes; when another commit takes its place, nothing of the old choice counts. */
export interface FixContent {
  readonly commit: string;
  readonly files: readonly string[];
}

/** How much of a task, a file or a hunk is checked. */
export type CheckState = 'all' | 'some' | 'none';

type Listener = (reference: FixReference) => void;

function stateOfFile(unwanted: UnwantedHunks | 'all' | undefined): CheckState {
  if (unwanted === undefined) return 'all';
  return unwanted === 'all' ? 'none' : 'some';
}

function stateOfHunk(unwanted: UnwantedHunks | 'all' | undefined, hunk: number): CheckState {
  if (unwanted === undefined) return 'all';
  return unwanted === 'all' || unwanted.hunks.has(hunk) ? 'none' : 'all';
}

function together(states: readonly CheckState[]): CheckState {
  if (states.every((state) => state === 'all')) return 'all';
  return states.every((state) => state === 'none') ? 'none' : 'some';
}

/** What is left of a file; undefined when nothing is. */
function wantedOf(
  path: string,
  unwanted: UnwantedHunks | 'all' | undefined,
): FileSelection | undefined {
  if (unwanted === undefined) return { path };
  if (unwanted === 'all') return undefined;
  const hunks: number[] = [];
  for (let hunk = 0; hunk < unwanted.count; hunk += 1) {
    if (!unwanted.hunks.has(hunk)) hunks.push(hunk);
  }
  return { path, hunks };
}

function withHunks(
  before: UnwantedHunks | 'all' | undefined,
  hunks: readonly number[],
  count: number,
  isChecked: boolean,
): UnwantedHunks | 'all' | undefined {
  const all = before === 'all' ? Array.from({ length: count }, (_, hunk) => hunk) : [];
  const unwanted = new Set(before === undefined || before === 'all' ? all : before.hunks);
  for (const hunk of hunks) {
    if (isChecked) unwanted.delete(hunk);
    else unwanted.add(hunk);
  }
  if (unwanted.size === 0) return undefined;
  return unwanted.size >= count ? 'all' : { hunks: unwanted, count };
}

/** Which parts of which fixes a person wants: all that has not been unchecked, in this window or before. */
export class FixSelection {
  readonly #contentOf: (reference: FixReference) => FixContent | undefined;
  readonly #unwanted: UnwantedMemory;
  readonly #listeners = new Set<Listener>();

  /** @param memory of the workspace: what is unchecked stays so when the window is opened again. */
  constructor(
    contentOf: (reference: FixReference) => FixContent | undefined,
    memory: vscode.Memento,
  ) {
    this.#contentOf = contentOf;
    this.#unwanted = new UnwantedMemory(memory);
  }

  /** Tells of which task something has been checked or unchecked. */
  onDidChange(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** How much of a task, of a file, or of one hunk is checked. */
  stateOf(reference: FixReference): CheckState {
    const { path, hunks } = reference;
    const unwanted = this.#unwantedOf(reference)?.files;
    if (unwanted === undefined) return 'all';
    if (path === undefined) {
      const files = this.#contentOf(reference)?.files ?? [];
      return together(files.map((file) => stateOfFile(unwanted.get(file))));
    }
    const ofFile = unwanted.get(path);
    if (hunks === undefined) return stateOfFile(ofFile);
    return together(hunks.map((hunk) => stateOfHunk(ofFile, hunk)));
  }

  /**
   * Checks or unchecks a task, a file, or some hunks.
   * @param hunkCount how many hunks the file has, when it is about some of them.
   */
  set(reference: FixReference, isChecked: boolean, hunkCount = 0): void {
    const content = this.#contentOf(reference);
    if (content === undefined) return;
    const { path, hunks } = reference;
    const files = new Map(this.#unwantedOf(reference)?.files);
    for (const file of path === undefined ? content.files : [path]) {
      const whole = isChecked ? undefined : 'all';
      const after =
        hunks === undefined ? whole : withHunks(files.get(file), hunks, hunkCount, isChecked);
      if (after === undefined) files.delete(file);
      else files.set(file, after);
    }
    const { root, runId, taskId } = reference;
    this.#unwanted.set({ root, runId, taskId }, { commit: content.commit, files });
    for (const listener of this.#listeners) listener(reference);
  }

  /** Forgets what was unchecked in runs of a repository that are no longer there. */
  forgetOthers(root: string, runIds: ReadonlySet<string>): void {
    this.#unwanted.forgetOthers(root, runIds);
  }

  /**
   * What is to be merged when somebody accepts that task or file: only what is checked, nothing
   * when nothing is. A hunk that is named is wanted, whether it is checked or not.
   * @returns `all` for a whole task of which nothing is unchecked.
   */
  partsOf(reference: FixReference): FileSelection[] | 'all' {
    const { path, hunks } = reference;
    if (path !== undefined && hunks !== undefined) return [{ path, hunks }];
    const unwanted = this.#unwantedOf(reference)?.files ?? new Map();
    if (path === undefined && unwanted.size === 0) return 'all';
    const files = path === undefined ? (this.#contentOf(reference)?.files ?? []) : [path];
    return files
      .map((file) => wantedOf(file, unwanted.get(file)))
      .filter((part) => part !== undefined);
  }

  #unwantedOf(reference: FixReference): Unwanted | undefined {
    const known = this.#unwanted.get(reference);
    return known?.commit === this.#contentOf(reference)?.commit ? known : undefined;
  }
}
