import type * as vscode from 'vscode';
import type { ExtensionServices } from '../host/services.ts';
import { FixEditing } from './fixEditing.ts';
import { Reviewer } from './reviewer.ts';
import { VerdictMarks } from './verdictMarks.ts';

/** What the review works with once somebody has begun with it. */
export interface LoadedReview extends vscode.Disposable {
  readonly reviewer: Reviewer;
  readonly editing: FixEditing;
  readonly marks: VerdictMarks;
}

export function loadReview(services: ExtensionServices): LoadedReview {
  const editing = new FixEditing(services);
  const marks = new VerdictMarks(services);
  return {
    reviewer: new Reviewer(services),
    ...{ editing, marks },
    dispose: () => {
      editing.dispose();
      marks.dispose();
    },
  };
}
