import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { type Bundle, buildBundle, projectRoot } from './bundle.ts';
import { noticesFile, type PackedFile } from './contents.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { thirdPartyNotices } from './notices.ts';
import { withoutRelativeLinks } from './publicText.ts';

/** The extension as it will be installed, in a folder of its own. */
export interface StagedExtension {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly bundle: Bundle;
  readonly files: readonly PackedFile[];
}

async function packedFiles(folder: string): Promise<readonly string[]> {
  const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
  return files.toSorted();
}

/** What `.vscodeignore` lets through, but for the bundle: that is built anew. */
async function copySources(folder: string): Promise<void> {
  const files = await packedFiles(projectRoot);
  for (const file of [...files.filter((path) => !path.startsWith('dist/')), '.vscodeignore']) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(projectRoot, file), join(folder, file));
  }
}

/**
 * Puts all that the extension is made of into an empty folder.
 * @throws {SwarmError} `environment` when it cannot be built.
 */
export async function stageExtension(folder: string): Promise<StagedExtension> {
  const manifest = await readManifest();
  const bundle = await buildBundle(join(folder, 'dist'));
  await copySources(folder);
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await writeFile(join(folder, noticesFile), await thirdPartyNotices(bundle.packages));
  for (const name of ['README.md', 'CHANGELOG.md']) {
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), withoutRelativeLinks(text));
  }
  const paths = await packedFiles(folder);
  const sizes = await Promise.all(paths.map((path) => stat(join(folder, path))));
  const files = paths.map((path, index) => ({ path, bytes: sizes[index]?.size ?? 0 }));
  return { folder, manifest, bundle, files };
}
