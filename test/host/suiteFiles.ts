import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from './suites.ts';
import { projectRoot } from './testHost.ts';

/**
 * The test files of a suite, sorted.
 * @param chosen absolute paths; when there are any, only these.
 */
export async function suiteFiles(suite: Suite, chosen: readonly string[] = []): Promise<string[]> {
  const folder = join(projectRoot, 'test/extension', suite.name);
  const paths: string[] = [];
  for await (const file of glob('**/*.test.ts', { cwd: folder })) paths.push(join(folder, file));
  return paths.filter((path) => chosen.length === 0 || chosen.includes(path)).sort();
}
