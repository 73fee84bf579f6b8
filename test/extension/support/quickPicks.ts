import * as vscode from 'vscode';

type Row = vscode.QuickPickItem;

/** Reads the lists of the extension in place of a person, and chooses from them. */
export class QuickPicks {
  /** The rows of each list that was shown. */
  readonly shown: (readonly Row[])[] = [];
  readonly #original = vscode.window.createQuickPick;
  readonly #choices: RegExp[];

  /** @param choices what is chosen in each list, one after the other; then nobody chooses any more. */
  constructor(...choices: RegExp[]) {
    this.#choices = choices;
    Object.assign(vscode.window, { createQuickPick: () => this.#create() });
  }

  restore(): void {
    Object.assign(vscode.window, { createQuickPick: this.#original });
  }

  #create() {
    const accepted = new vscode.EventEmitter<void>();
    const hidden = new vscode.EventEmitter<void>();
    const items: Row[] = [];
    const list = {
      ...{ items, selectedItems: items },
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      hide: () => hidden.fire(),
      dispose: () => undefined,
      show: () => {
        this.shown.push(list.items);
        const choice = this.#choices.shift();
        const row = list.items.find(({ label }) => choice?.test(label));
        if (row === undefined) return hidden.fire();
        list.selectedItems = [row];
        return accepted.fire();
      },
    };
    return list;
  }
}
