import type * as vscode from 'vscode';
import { type Clock, systemClock } from '../../core/base/clock.ts';
import { Refresher } from '../trees/refresher.ts';
import { repositoryItem, runItem, workerItem, workerTooltip } from './workerItems.ts';
import { type WorkerNode, type WorkNode, workNodeId } from './workerNode.ts';
import { currentRun, type WorkSource, workerSlots } from './workerRows.ts';

/** The runs that go on, and what each of their workers does. */
export class WorkersTree implements vscode.TreeDataProvider<WorkNode>, vscode.Disposable {
  readonly #sources: () => readonly WorkSource[];
  readonly #now: Clock;
  readonly #refresher = new Refresher<WorkNode>();
  /** What the editor shows of each node that it has. */
  readonly #shown = new Map<WorkNode, string>();
  /** The nodes as they are now, by their ids. */
  #current: ReadonlyMap<string, WorkNode> = new Map();

  readonly onDidChangeTreeData = this.#refresher.onDidRefresh;

  constructor(sources: () => readonly WorkSource[], now: Clock = systemClock) {
    this.#sources = sources;
    this.#now = now;
  }

  /** Shows those rows anew that read differently now; a row that is shown anew loses its tooltip. */
  refresh(): void {
    const before = this.#rowNames();
    this.#current = byId(allNodes(this.#sources()));
    if (before !== this.#rowNames()) {
      this.#refresher.refreshAll();
      return;
    }
    for (const [node, text] of this.#shown) {
      if (textOf(this.#itemOf(node)) !== text) this.#refresher.refresh(node);
    }
  }

  getChildren(node?: WorkNode): WorkNode[] {
    if (node?.kind === 'repository') return rowsOf(node.source);
    if (node !== undefined) return [];
    const sources = this.#sources();
    this.#current = byId(allNodes(sources));
    this.#shown.clear();
    return rootNodes(sources);
  }

  getTreeItem(node: WorkNode): vscode.TreeItem {
    const item = this.#itemOf(node);
    this.#shown.set(node, textOf(item));
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: WorkNode): vscode.TreeItem {
    const now = this.#nodeNow(node);
    if (now.kind === 'worker') item.tooltip = workerTooltip(now, this.#now());
    return item;
  }

  dispose(): void {
    this.#refresher.dispose();
  }

  #nodeNow(node: WorkNode): WorkNode {
    return this.#current.get(workNodeId(node)) ?? node;
  }

  #itemOf(node: WorkNode): vscode.TreeItem {
    const now = this.#nodeNow(node);
    switch (now.kind) {
      case 'repository':
        return repositoryItem(now);
      case 'run':
        return runItem(now);
      case 'worker':
        return workerItem(now, this.#now());
    }
  }

  /** Tells whether there are other rows now: a worker on another task is another one for its menu. */
  #rowNames(): string {
    return [...this.#current].map(([id, node]) => `${id} ${targetOf(node)}`).join('\n');
  }
}

function targetOf(node: WorkNode): string {
  return node.kind === 'worker'
    ? `${node.runId} ${node.taskId} ${node.slot.activity !== undefined}`
    : '';
}

function textOf({ label, description }: vscode.TreeItem): string {
  return `${label} ${description}`;
}

function byId(nodes: readonly WorkNode[]): Map<string, WorkNode> {
  return new Map(nodes.map((node) => [workNodeId(node), node]));
}

function rootNodes(sources: readonly WorkSource[]): WorkNode[] {
  const active = sources.filter((source) => currentRun(source) !== undefined);
  if (sources.length < 2) return active.flatMap(rowsOf);
  return active.map((source) => ({ kind: 'repository', source }));
}

function allNodes(sources: readonly WorkSource[]): WorkNode[] {
  const roots = rootNodes(sources);
  const below = (node: WorkNode) => (node.kind === 'repository' ? rowsOf(node.source) : []);
  return [...roots, ...roots.flatMap(below)];
}

function rowsOf(source: WorkSource): WorkNode[] {
  const run = currentRun(source);
  if (run === undefined) return [];
  const { runId } = run.record;
  const workers = workerSlots(source, run).map((slot): WorkerNode => {
    const taskId = slot.activity?.taskId ?? '';
    return { kind: 'worker', root: source.root, runId, taskId, slot };
  });
  return [{ kind: 'run', source, run }, ...workers];
}
