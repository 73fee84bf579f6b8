/** Joins files into groups that never overlap (union-find with path halving). */
export class DisjointFiles {
  readonly #parent = new Map<string, string>();

  /** The file that stands for the group of `file`. */
  find(file: string): string {
    let current = file;
    for (;;) {
      const parent = this.#parent.get(current) ?? current;
      if (parent === current) return current;
      const grandparent = this.#parent.get(parent) ?? parent;
      this.#parent.set(current, grandparent);
      current = grandparent;
    }
  }

  join(files: Iterable<string>): void {
    let root: string | undefined;
    for (const file of files) {
      const own = this.find(file);
      if (root === undefined) root = own;
      else this.#parent.set(own, root);
    }
  }
}
