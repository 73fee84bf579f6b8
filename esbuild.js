import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/**
 * One bundle a host. Only the editor's host may resolve `vscode`: a host without that exception
 * fails to build as soon as anything below it names the editor, which is how the core stays free of it.
 */
const hosts = [{ name: 'cli', entry: 'src/cli/main.ts', external: [] }];

/** Loaded at run time from `node_modules`: they carry data files (type libraries, a wasm module). */
const runtimePackages = ['typescript', '@astral-sh/ruff-wasm-nodejs'];

/** Packages written in CommonJS call `require`, which an ES module does not have by itself. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const results = await Promise.all(
  hosts.map((host) =>
    build({
      entryPoints: { [host.name]: host.entry },
      outdir: 'dist',
      bundle: true,
      splitting: true,
      chunkNames: `${host.name}-[name]-[hash]`,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      sourcemap: true,
      banner: { js: requireBanner },
      external: [...runtimePackages, ...host.external],
      logLevel: 'warning',
      metafile: true,
    }),
  ),
);

// What an earlier build has left goes last: a program that runs meanwhile finds its parts.
const fresh = new Set(
  results.flatMap((result) => Object.keys(result.metafile.outputs).map((path) => basename(path))),
);
for (const name of await readdir('dist')) {
  if (!fresh.has(name)) await rm(join('dist', name), { recursive: true });
}
