import type ts from 'typescript';

/** One fix, the diagnostic that it is for, and the other fixes for that. */
export interface FixAtHand {
  readonly fix: ts.CodeFixAction;
  readonly alternatives: readonly ts.CodeFixAction[];
  readonly program: ts.Program;
  readonly file: ts.SourceFile;
  /** Where the diagnostic starts. */
  readonly start: number;
}
