import type * as vscode from 'vscode';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { EditorUpkeep } from './editorUpkeep.ts';
import { FixEditing } from './fixEditing.ts';
import { Reviewer } from './reviewer.ts';
import type { Direction } from './reviewPlace.ts';
import { Turns } from './turns.ts';
import { VerdictMarks } from './verdictMarks.ts';

/** The review once somebody has begun with it. Editors are opened and closed one after the other. */
export interface LoadedReview extends vscode.Disposable {
  readonly editing: FixEditing;
  openTask(reference: FixReference): Promise<void>;
  openFile(reference: FixReference, side: 'fix' | 'edit'): Promise<void>;
  step(direction: Direction): Promise<void>;
  /** Brings editors in line with what has become of the tasks that they show. */
  follow(): Promise<void>;
}

export function loadReview(services: ExtensionServices): LoadedReview {
  const editing = new FixEditing(services);
  const marks = new VerdictMarks(services);
  const reviewer = new Reviewer(services);
  const upkeep = new EditorUpkeep(services, reviewer);
  const turns = new Turns();
  return {
    editing,
    openTask: (reference) => turns.take(() => reviewer.openTask(reference)),
    openFile: (reference, side) => turns.take(() => reviewer.openFile(reference, side)),
    step: (direction) => turns.take(() => reviewer.step(direction)),
    async follow() {
      await Promise.all([turns.take(() => upkeep.follow()), marks.refresh()]);
    },
    dispose() {
      editing.dispose();
      marks.dispose();
    },
  };
}
