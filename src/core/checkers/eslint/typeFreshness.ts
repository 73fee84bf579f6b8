import { SwarmError } from '../../base/swarmError.ts';
import type { EslintFileConfig } from './eslintFileConfig.ts';
import { clearParserCaches } from './parserCaches.ts';
import { changedSources, type SourceSnapshot, takeSourceSnapshot } from './sourceSnapshot.ts';

/**
 * Keeps type-aware rules from answering with types that the disk no longer holds.
 *
 * typescript-eslint reads only the file being linted anew; all others stay as they were when first
 * read. So its memory is used again for one case alone: one file is linted, and nothing but that
 * file has changed since the memory was made. That is the case of trying one fix after another.
 */
export class TypeFreshness {
  readonly #root: string;
  /** Of the time when the parser's memory was last empty; undefined when that is not known. */
  #snapshot: SourceSnapshot | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * To be called right before files are linted.
   * @param configs by absolute path, of all files that will be linted.
   * @throws {SwarmError} `checker` when old types cannot be dropped.
   */
  refresh(configs: ReadonlyMap<string, EslintFileConfig>): void {
    if (![...configs.values()].some((config) => config.readsTypes)) return;
    const now = takeSourceSnapshot(this.#root);
    if (this.#isFreshFor([...configs.keys()], now)) return;
    const copies = clearParserCaches();
    if (copies === 0 && this.#snapshot !== undefined) {
      const advice = 'update typescript-eslint to a version whose parser has clearCaches.';
      throw new SwarmError('checker', `ESLint's types cannot be read again after edits; ${advice}`);
    }
    this.#snapshot = now;
  }

  /** Drops everything, whatever has changed. */
  forget(): void {
    clearParserCaches();
    this.#snapshot = undefined;
  }

  #isFreshFor(files: readonly string[], now: SourceSnapshot): boolean {
    if (this.#snapshot === undefined) return false;
    const changed = changedSources(this.#snapshot, now);
    return (
      changed.length === 0 || (files.length === 1 && changed.every((path) => path === files[0]))
    );
  }
}
