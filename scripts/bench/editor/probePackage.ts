import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { scratchFolder } from '../../../test/host/scratchFolder.ts';

const manifest = {
  name: 'swarm-bench-probe',
  publisher: 'swarm-autofix',
  version: '0.0.1',
  license: 'MIT',
  engines: { vscode: '^1.101.0' },
  main: './extension.js',
  files: ['extension.js'],
  activationEvents: ['*'],
  extensionKind: ['workspace'],
};

async function packageAnew(): Promise<string> {
  const { path } = await scratchFolder('probe');
  const source = join(path, 'source');
  await mkdir(source);
  await build({
    entryPoints: [join(import.meta.dirname, 'probe/extension.ts')],
    outfile: join(source, 'extension.js'),
    ...{ bundle: true, platform: 'node', target: 'node22', format: 'cjs' },
    external: ['vscode'],
    logLevel: 'warning',
  });
  await writeFile(join(source, 'package.json'), JSON.stringify(manifest));
  const packagePath = join(path, 'probe.vsix');
  const options = {
    ...{ dependencies: false, allowMissingRepository: true },
    ...{ skipLicense: true, allowStarActivation: true },
  };
  await createVSIX({ ...options, cwd: source, packagePath });
  return packagePath;
}

let packaged: Promise<string> | undefined;

/** Packages the bench's own extension, once a process; returns the path of the `.vsix`. */
export function packagedProbe(): Promise<string> {
  packaged ??= packageAnew();
  return packaged;
}
