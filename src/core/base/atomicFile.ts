import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf } from './swarmError.ts';

export interface AtomicWriteOptions {
  /** Permission bits, such as `0o755`. */
  readonly mode?: number;
}

/** Writes the whole file or nothing: a reader never sees half of it, also after a power cut. */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<void> {
  await makeFolders(dirname(path));
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const handle = await open(temporary, 'wx', options.mode ?? 0o666);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Makes a folder in one that is there. What is above it is not made anew: somebody may just have
 * removed it.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
  }
}

/**
 * Makes a folder with all that are missing above it, step by step: what Node offers for that never
 * ends below a folder that says of each new one that it is not there, such as `/proc`.
 */
export async function makeFolders(path: string): Promise<void> {
  try {
    await makeFolder(path);
  } catch (error) {
    const above = dirname(path);
    if (systemCodeOf(error) !== 'ENOENT' || above === path) throw error;
    await makeFolders(above);
    await makeFolder(path);
  }
}

/** The file's text, or undefined when there is no such file. */
export async function readTextIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
