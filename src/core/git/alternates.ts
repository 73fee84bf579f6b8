/**
 * A folder for `GIT_ALTERNATE_OBJECT_DIRECTORIES`, quoted as in C: git would take a colon (or on Windows
 * a semicolon) in it for the end of one folder and the beginning of the next.
 */
export function quotedPath(path: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
