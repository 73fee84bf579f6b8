import * as vscode from 'vscode';

/** What menus and views of the manifest ask for, and what each is at the start. */
export const contextKeyDefaults = {
  'swarmAutofix.hasRepository': false,
  'swarmAutofix.lacksRepository': false,
  'swarmAutofix.isRunning': false,
  'swarmAutofix.isPaused': false,
  'swarmAutofix.canContinue': false,
  'swarmAutofix.hasFixesToReview': false,
  'swarmAutofix.hasMerges': false,
  'swarmAutofix.isReviewing': false,
  'swarmAutofix.hasStarted': false,
  'swarmAutofix.hasReviewed': false,
  'swarmAutofix.hasMerged': false,
} as const satisfies Record<string, boolean>;

export type ContextKey = keyof typeof contextKeyDefaults;

/** What somebody has done once is known for good: a step of the walkthrough stays completed. */
const rememberedBy: Partial<Record<ContextKey, ContextKey>> = {
  'swarmAutofix.isRunning': 'swarmAutofix.hasStarted',
  'swarmAutofix.isReviewing': 'swarmAutofix.hasReviewed',
  'swarmAutofix.hasMerges': 'swarmAutofix.hasMerged',
};

const remembered: ReadonlySet<ContextKey> = new Set(Object.values(rememberedBy));

/** The only place that sets context keys; the editor is told of changes only. */
export class ContextKeys {
  readonly #values = new Map<ContextKey, boolean>();
  readonly #memory: vscode.Memento;

  /** @param memory outlives the window. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    for (const key of remembered) this.set(key, memory.get<boolean>(key, false));
  }

  get(key: ContextKey): boolean {
    return this.#values.get(key) ?? contextKeyDefaults[key];
  }

  set(key: ContextKey, value: boolean): void {
    if (this.get(key) === value) return;
    this.#values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
    if (!value) return;
    if (remembered.has(key)) void this.#memory.update(key, true);
    const next = rememberedBy[key];
    if (next !== undefined) this.set(next, true);
  }

  /**
   * Makes the editor forget what has been done once, for as long as `work` takes, and tells it again:
   * its walkthroughs see only what becomes true after they have been loaded.
   */
  async tellAgainAfter(work: () => Thenable<unknown>): Promise<void> {
    const done = [...remembered].filter((key) => this.get(key));
    for (const key of done) await vscode.commands.executeCommand('setContext', key, false);
    await work();
    for (const key of done) await vscode.commands.executeCommand('setContext', key, true);
  }
}
