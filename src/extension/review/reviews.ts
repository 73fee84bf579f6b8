import type * as vscode from 'vscode';
import { ReviewPlace } from './reviewPlace.ts';
import { ReviewTitles, type TitledReview } from './reviewTitles.ts';

/** Where a person is in the review of fixes. Editors are shown from this, never the other way round. */
export interface Reviews {
  readonly place: ReviewPlace;
  readonly titles: ReviewTitles;
}

const memoryKey = 'reviewTitles';

/** @param memory of the workspace: editors come back after a restart, with their titles only. */
export function createReviews(memory: vscode.Memento): Reviews {
  const before = memory.get<readonly TitledReview[]>(memoryKey, []);
  const titles = new ReviewTitles(before, (entries) => void memory.update(memoryKey, entries));
  return { place: new ReviewPlace(), titles };
}
