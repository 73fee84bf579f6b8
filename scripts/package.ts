import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { isSwarmError } from '../src/core/base/swarmError.ts';
import { projectRoot } from './package/bundle.ts';
import { complaintsAbout, mostBytes, mostBytesAtStart } from './package/contents.ts';
import { stageExtension } from './package/stage.ts';

/** Packages the extension into `<name>-<version>.vsix`, and says what is in it. */

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}

/** What the packages need is in the bundles; and there is no address to look for the sources at. */
const options = { dependencies: false, allowMissingRepository: true };

function limitComplaint(what: string, bytes: number, most: number): string[] {
  return bytes > most ? [`${what} has ${bytes} bytes, and must not have more than ${most}`] : [];
}

async function packageExtension(folder: string): Promise<readonly string[]> {
  const staged = await stageExtension(folder);
  const path = join(projectRoot, `${staged.manifest.name}-${staged.manifest.version}.vsix`);
  // One that an earlier run has left must not pass for this one's.
  await rm(path, { force: true });
  const complaints = complaintsAbout(staged.files, staged.manifest);
  if (complaints.length > 0) return complaints;
  await createVSIX({ ...options, cwd: folder, packagePath: path });
  const { size } = await stat(path);
  const atStart = staged.bundle.bytesAtStart.get('extension.js') ?? 0;
  console.log(`${kilobytes(atStart)}  read when the extension starts`);
  console.log(`${kilobytes(size)}  ${path}, ${staged.files.length} files`);
  return [
    ...limitComplaint(path, size, mostBytes),
    ...limitComplaint('What is read when the extension starts', atStart, mostBytesAtStart),
  ];
}

const folder = await mkdtemp(join(tmpdir(), 'swarm-package-'));
try {
  const complaints = await packageExtension(folder);
  for (const complaint of complaints) console.error(`The package: ${complaint}.`);
  if (complaints.length > 0) process.exitCode = 1;
} catch (error) {
  if (!isSwarmError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
