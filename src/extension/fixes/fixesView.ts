import * as vscode from 'vscode';
import { messageOf } from '../../core/base/swarmError.ts';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import { FixesTree } from './fixesTree.ts';
import { type FixNode, referenceKey, type TaskNode } from './fixNode.ts';
import type { FixReference } from './fixReference.ts';
import { taskOf } from './taskReference.ts';

type CheckboxChange = vscode.TreeCheckboxChangeEvent<FixNode>;

/** The view of fixes, with the number of those that wait for a person. */
class FixesPane implements vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #tree: FixesTree;
  readonly #view: vscode.TreeView<FixNode>;
  readonly #owned: vscode.Disposable;

  constructor(services: ExtensionServices) {
    const { sessions, selection, editorVerdicts } = services;
    this.#services = services;
    const gitOf = (root: string) => sessions.find(root)?.swarm.repository.git;
    this.#tree = new FixesTree({ repositories: sessions, selection, gitOf, editorVerdicts });
    this.#view = vscode.window.createTreeView('swarmAutofix.fixes', {
      treeDataProvider: this.#tree,
      canSelectMany: true,
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
    services.fixPointer.attach((reference) => this.#reveal(reference));
    this.#owned = vscode.Disposable.from(
      this.#view,
      this.#tree,
      sessions.onDidChange((change) => this.#tree.follow(change)),
      this.#tree.onDidChangeTreeData(() => this.#showCount()),
      this.#view.onDidChangeCheckboxState((change) => this.#check(change)),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #reveal(reference: FixReference): Promise<void> {
    const node = this.#tree.taskNode(reference);
    const isThere = this.#view.visible && this.#tree.getParent(node) !== undefined;
    if (!isThere || this.#isSelected(node)) return;
    try {
      await this.#view.reveal(node, { select: true, focus: false });
    } catch (error) {
      // The editor knows a node only once it has been shown: it will be, a moment later.
      this.#services.log.debug(`The view cannot show ${reference.taskId} now: ${messageOf(error)}`);
    }
  }

  /** True also when a file or a hunk of the task is selected: then it is that which is looked at. */
  #isSelected({ reference }: TaskNode): boolean {
    const key = referenceKey(reference);
    return this.#view.selection.some(
      (node) => 'reference' in node && referenceKey(node.reference) === key,
    );
  }

  #showCount(): void {
    const sessions = this.#services.sessions.all();
    const value = sessions.reduce((sum, { toReview }) => sum + toReview, 0);
    const tooltip =
      value === 1 ? vscode.l10n.t('1 fix to review') : vscode.l10n.t('{0} fixes to review', value);
    this.#view.badge = value === 0 ? undefined : { value, tooltip };
  }

  #check({ items }: CheckboxChange): void {
    for (const [node, state] of items) {
      if (!('reference' in node)) continue;
      const isChecked = state === vscode.TreeItemCheckboxState.Checked;
      const hunkCount = node.kind === 'hunk' ? node.count : 0;
      this.#services.selection.set(node.reference, isChecked, hunkCount);
      if (!isChecked) continue;
      const { discardedParts } = this.#services;
      void discardedParts.takeOut(taskOf(node.reference), node.reference, hunkCount);
    }
  }
}

export const fixesView: Contribution = {
  name: 'view of fixes',
  register: (services) => new FixesPane(services),
};
