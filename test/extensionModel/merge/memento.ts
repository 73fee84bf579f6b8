import type * as vscode from 'vscode';

/** What the editor remembers of a workspace, as JSON like the real one. */
export class Memento implements vscode.Memento {
  readonly #values = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string): T | undefined;
  get<T>(key: string, fallback: T): T;
  get<T>(key: string, fallback?: T): T | undefined {
    const value = this.#values.get(key);
    return value === undefined ? fallback : JSON.parse(value);
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
  }
}
