import * as vscode from 'vscode';
import { runCommand } from '../commands/commandRegistry.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { ChosenFix } from './chosenFixes.ts';
import { warn } from './mergeNotices.ts';
import { MergeWatch, type StillReported } from './mergeWatch.ts';

/** A merge that is about to happen. */
export interface PreparedWatch {
  /** @param fixes those that have been merged. */
  begin(mergeId: string, fixes: readonly ChosenFix[]): void;
}

function tell({ count, watched, place }: StillReported): void {
  const text =
    watched === 1
      ? vscode.l10n.t('The editor still reports the problem.')
      : vscode.l10n.t('The editor still reports {0} of the {1} problems.', count, watched);
  warn(text, {
    label: vscode.l10n.t('Show'),
    run: () => runCommand('swarmAutofix.openProblem', place.uri, place.range),
  });
}

/** Follows what the editor says after each merge. */
export class MergeWatches implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #byMerge = new Map<string, MergeWatch>();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  /** To be called before a merge into that working tree. */
  prepare(root: string): PreparedWatch {
    const { editorVerdicts: verdicts, log } = this.#services;
    const watch = new MergeWatch({ root, verdicts, log: log.topic('merge'), onReported: tell });
    return {
      begin: (mergeId, fixes) => {
        this.#byMerge.set(mergeId, watch);
        watch.begin(fixes);
      },
    };
  }

  /** For a merge that has been taken back. */
  retract(mergeId: string): void {
    this.#byMerge.get(mergeId)?.retract();
    this.#byMerge.delete(mergeId);
  }

  dispose(): void {
    for (const watch of this.#byMerge.values()) watch.dispose();
  }
}
