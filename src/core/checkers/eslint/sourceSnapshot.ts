import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute paths of the files that types can come from, each with what tells its content apart. */
export type SourceSnapshot = ReadonlyMap<string, string>;

const skippedFolders = new Set(['node_modules', '.git']);
const sourceName = /\.([cm]?[jt]sx?|json|vue|svelte|astro)$|^(pnpm-lock\.yaml|yarn\.lock)$/;

// File systems count time in steps of some milliseconds: a file written within the same step as it
// was looked at may change again and look the same.
const settledAfterMs = 50;
const unsettled = 'written just now';

function signatureOf(path: string): string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'gone';
  if (Date.now() - stat.ctimeMs < settledAfterMs) return unsettled;
  return `${stat.mtimeMs} ${stat.ctimeMs} ${stat.size} ${stat.ino}`;
}

function walk(folder: string, into: Map<string, string>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name)) walk(path, into);
    } else if (sourceName.test(entry.name)) {
      into.set(path, signatureOf(path));
    }
  }
}

export function takeSourceSnapshot(root: string): SourceSnapshot {
  const files = new Map<string, string>();
  walk(root, files);
  return files;
}

/** Files that came, went, or may have been written between the two; one written just then counts. */
export function changedSources(before: SourceSnapshot, after: SourceSnapshot): readonly string[] {
  const isSame = (path: string): boolean =>
    before.get(path) === after.get(path) && before.get(path) !== unsettled;
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => !isSame(path));
}
