import type { TextRange } from './diagnostic.ts';

/** Replaces a stretch of one file. */
export interface EditorEdit {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly range: TextRange;
  readonly newText: string;
}

/** A quick fix that an editor has for an issue. It is tried and checked like every other one. */
export interface EditorFix {
  readonly issueId: string;
  /** For a person, in the editor's words. */
  readonly title: string;
  readonly isPreferred: boolean;
  /** All of them together, on the same text. */
  readonly edits: readonly EditorEdit[];
  /** By file, the hash of the text that the edits were made for; see `hashText`. */
  readonly textHashes: Readonly<Record<string, string>>;
}
