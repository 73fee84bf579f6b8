import type * as vscode from 'vscode';
import type { ExtensionServices } from '../host/services.ts';
import { refuseUnsavedEdits } from '../review/unsavedEdits.ts';
import { acceptFixes } from './acceptFixes.ts';
import { acceptVerified } from './acceptVerified.ts';
import { chooseFix, type FixCall, namedTargets } from './chosenFixes.ts';
import { ConflictDesk } from './conflictDesk.ts';
import { discardFixes } from './discardFixes.ts';
import type { MergeParts } from './mergeParts.ts';
import { MergeWatches } from './mergeWatches.ts';
import { undoMerges } from './undoMerges.ts';

/** All that merging is made of; loaded when it is first needed. */
export class MergeFlows implements vscode.Disposable {
  readonly #parts: MergeParts;
  readonly #conflicts: ConflictDesk;

  constructor(services: ExtensionServices) {
    this.#parts = { services, watches: new MergeWatches(services) };
    this.#conflicts = new ConflictDesk(this.#parts);
  }

  accept(call: FixCall): Promise<void> {
    return acceptFixes(this.#parts, call);
  }

  acceptVerified(): Promise<void> {
    return acceptVerified(this.#parts);
  }

  discard(call: FixCall): Promise<void> {
    return discardFixes(this.#parts.services, call);
  }

  async resolve(call: FixCall): Promise<void> {
    const { services } = this.#parts;
    // Several conflicts are resolved one after the other, each when somebody asks for it.
    const [target] = namedTargets(services, call);
    if (target === undefined) return;
    refuseUnsavedEdits(target.task);
    await this.#conflicts.resolve(await chooseFix(services, { ...target, parts: 'all' }));
  }

  completeMerge(): Promise<void> {
    return this.#conflicts.complete();
  }

  undo(mergeId: string | undefined): Promise<void> {
    return undoMerges(this.#parts, mergeId);
  }

  dispose(): void {
    this.#conflicts.dispose();
    this.#parts.watches.dispose();
  }
}
