import { join } from 'node:path';
import { runProcess } from '../../src/core/base/runProcess.ts';

const packages = join(import.meta.dirname, '../../node_modules');

/** The starting scripts of tools of this repository. */
const scripts = {
  tsc: join(packages, 'typescript/bin/tsc'),
  eslint: join(packages, 'eslint/bin/eslint.js'),
  biome: join(packages, '@biomejs/biome/bin/biome'),
} as const;

/** What a real tool prints on its standard output when it runs in a folder. */
export async function toolOutput(
  tool: keyof typeof scripts,
  args: readonly string[],
  cwd: string,
): Promise<string> {
  const result = await runProcess({
    command: process.execPath,
    args: [scripts[tool], ...args],
    cwd,
  });
  return result.stdout.toString();
}
