import type * as vscode from 'vscode';

/** Which problems somebody wants fixed. */
export type FixScope =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'errors' }
  | { readonly kind: 'folder'; readonly uri: vscode.Uri }
  | { readonly kind: 'file'; readonly uri: vscode.Uri }
  /** Several files and folders. */
  | { readonly kind: 'places'; readonly uris: readonly vscode.Uri[] }
  /** All problems of a rule, such as `ts(6133)`; in one file when that is named. */
  | { readonly kind: 'rule'; readonly rule: string; readonly uri?: vscode.Uri }
  | { readonly kind: 'problems'; readonly problems: readonly ProblemReference[] };

/** One problem of the Problems panel. */
export interface ProblemReference {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}
