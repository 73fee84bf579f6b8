import * as vscode from 'vscode';
import { Coalescer } from '../host/coalescer.ts';

/** Tells a tree which of its nodes to show anew: each once, and all of a moment together. */
export class Refresher<Node> implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly #coalescer = new Coalescer(() => this.#tell());
  readonly #nodes = new Set<Node>();
  #isAll = false;

  /** Undefined: all of the tree. */
  readonly onDidRefresh = this.#changed.event;

  /** A node with all that is below it. */
  refresh(node: Node): void {
    this.#nodes.add(node);
    this.#coalescer.request();
  }

  refreshAll(): void {
    this.#isAll = true;
    this.#coalescer.request();
  }

  dispose(): void {
    this.#coalescer.dispose();
    this.#changed.dispose();
  }

  #tell(): void {
    const nodes = this.#isAll ? undefined : [...this.#nodes];
    this.#isAll = false;
    this.#nodes.clear();
    this.#changed.fire(nodes);
  }
}
