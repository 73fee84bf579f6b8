import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { projectRoot, resultsFolder } from './testHost.ts';

const testFolder = join(projectRoot, 'test/extension');

/** Packages written in CommonJS call `require`, which an ES module does not have by itself. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** The entry of a suite: Mocha has to be there before a test file is evaluated. */
function entryFor(files: readonly string[]): string {
  const loads = files.map((file) => `() => import(${JSON.stringify(file)})`);
  return `import { runTests } from './suite.ts';\nexport const run = () => runTests([${loads.join(', ')}]);\n`;
}

/**
 * Bundles test files into what the extension host can load.
 * @param files absolute paths.
 * @returns the bundle's path.
 */
export async function bundleSuite(name: string, files: readonly string[]): Promise<string> {
  // A folder a process: another one may run other tests of this suite.
  const folder = join(resultsFolder, 'suite', String(process.pid));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, `${name}.mjs`);
  const paths = files.map((file) => `./${relative(testFolder, file).replaceAll('\\', '/')}`);
  await build({
    stdin: { contents: entryFor(paths), resolveDir: testFolder, sourcefile: `${name}.ts` },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    sourcemap: true,
    banner: { js: requireBanner },
    external: ['vscode', 'mocha', 'typescript', '@astral-sh/ruff-wasm-nodejs'],
    logLevel: 'warning',
  });
  return outfile;
}
