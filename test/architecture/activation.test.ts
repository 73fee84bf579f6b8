import { deepEqual, ok } from 'node:assert/strict';
import { build, type Metafile } from 'esbuild';

/** What the editor may read, at most, before anything of ours is asked for. */
const activationLimit = 150_000;

const entry = 'dist/extension.js';

/** The bundle as it ships, without writing it. */
async function bundle(): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: { extension: 'src/extension/extension.ts' },
    ...{ outdir: 'dist', bundle: true, splitting: true, platform: 'node', format: 'esm' },
    external: ['vscode', 'typescript', '@astral-sh/ruff-wasm-nodejs'],
    ...{ minify: true, keepNames: true },
    metafile: true,
    write: false,
  });
  return metafile;
}

/** An output and all that it loads before its first line is run. */
function loadedWith({ outputs }: Metafile, name: string, seen = new Set<string>()): Set<string> {
  const output = outputs[name];
  if (output === undefined || seen.has(name)) return seen;
  seen.add(name);
  for (const { path, kind } of output.imports) {
    if (kind === 'import-statement') loadedWith({ inputs: {}, outputs }, path, seen);
  }
  return seen;
}

describe('what the editor reads at activation', () => {
  let metafile: Metafile;
  let names: string[];

  before(async () => {
    metafile = await bundle();
    names = [...loadedWith(metafile, entry)];
  });

  it('is small', () => {
    const bytes = names.reduce((sum, name) => sum + (metafile.outputs[name]?.bytes ?? 0), 0);
    ok(bytes > 0 && bytes < activationLimit, `${bytes} bytes in ${names.length} files`);
  });

  it('has nothing of the work in it', () => {
    const inputs = names.flatMap((name) => Object.keys(metafile.outputs[name]?.inputs ?? {}));
    const work = /^src\/core\/(git|manager|runner|clients|planner|checkers|agents)\//;
    ok(inputs.length > 20);
    deepEqual(
      inputs.filter((input) => work.test(input) || input.includes('node_modules/zod')),
      [],
    );
  });
});
