import type { Diagnostic } from '../../protocol/diagnostic.ts';

/** Replaces a stretch of one file. Offsets are UTF-16 code units of the text on the disk. */
export interface TextEdit {
  /** Relative to the worktree's root, with `/`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * What an edit is worth when it makes its diagnostic go away. `safe`: that is a fix. `proposed`: a
 * person must judge, because it deletes what may be wanted or only quiets the tool.
 */
export type FixWorth = 'safe' | 'proposed';

export interface CandidateFix {
  /** For a person, in the words of the tool that offers it. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly worth: FixWorth;
  /** Why it is worth that; shown with a `proposed` verdict. */
  readonly reason: string;
  /** It takes another name for a misspelt one: wrong when the name is misspelt where it is declared. */
  readonly isRespelling?: boolean;
}

/** Knows edits for diagnostics. It never writes: its edits are tried, checked, kept or taken back. */
export interface Fixer {
  readonly id: string;
  /** True when it may know edits for such a diagnostic. */
  handles(diagnostic: Diagnostic): boolean;
  /**
   * For each diagnostic its candidates, best first, in the same order as given. They fit the files
   * as they are on the disk now. Suppressions and changes of configuration are never among them.
   * @param targetIds which issue each diagnostic is; what edits have brought about is none.
   */
  candidates(
    diagnostics: readonly Diagnostic[],
    signal: AbortSignal,
    targetIds: readonly string[],
  ): Promise<readonly (readonly CandidateFix[])[]>;
}
