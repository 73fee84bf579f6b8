import { rm } from 'node:fs/promises';
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

await rm('dist', { recursive: true, force: true });
await Promise.all(
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
    }),
  ),
);
