import type { Diagnostic } from '../../protocol/diagnostic.ts';

/** Projects share files, and each of them says the same about one. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** @param files relative to the root; undefined for all. */
export function ofFiles(
  diagnostics: readonly Diagnostic[],
  files: readonly string[] | undefined,
): readonly Diagnostic[] {
  const wanted = files === undefined ? undefined : new Set(files);
  return diagnostics.filter(({ file }) => wanted?.has(file) ?? true);
}
