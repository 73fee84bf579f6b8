import { readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

/** `--production`: small, and without source maps. `--metafile`: what each bundle is made of. */
const { values: options } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
    metafile: { type: 'string' },
  },
});

/**
 * One bundle a host. Only the editor's host may resolve `vscode`: a host without that exception
 * fails to build as soon as anything below it names the editor, which is how the core stays free of it.
 */
const hosts = [
  { name: 'cli', entry: 'src/cli/main.ts', external: [] },
  { name: 'mcp', entry: 'src/mcp/main.ts', external: [] },
  { name: 'extension', entry: 'src/extension/extension.ts', external: ['vscode'] },
];

/** Loaded at run time from `node_modules`: they carry data files (type libraries, a wasm module). */
const runtimePackages = ['typescript', '@astral-sh/ruff-wasm-nodejs'];

/** Packages written in CommonJS call `require`, which an ES module does not have by itself. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const results = await Promise.all(
  hosts.map((host) =>
    build({
      entryPoints: { [host.name]: host.entry },
      outdir: options.outdir,
      bundle: true,
      splitting: true,
      chunkNames: `${host.name}-[name]-[hash]`,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      sourcemap: !options.production,
      minify: options.production,
      // The names of classes are in stack traces, which people send.
      keepNames: options.production,
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
for (const name of await readdir(options.outdir)) {
  if (!fresh.has(name)) await rm(join(options.outdir, name), { recursive: true });
}
if (options.metafile !== undefined) {
  const [inputs, outputs] = ['inputs', 'outputs'].map((part) =>
    Object.assign({}, ...results.map(({ metafile }) => metafile[part])),
  );
  await writeFile(options.metafile, JSON.stringify({ inputs, outputs }));
}
