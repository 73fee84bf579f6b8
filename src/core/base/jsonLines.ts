import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTextIfExists } from './atomicFile.ts';
import { inTurns } from './inTurns.ts';

/** False when a writer was killed in the middle of the last line. */
async function endsWithLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}

/** Adds one line and waits until it is on the disk. Several processes may add to one file. */
export async function appendJsonLine(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'a+');
  try {
    const start = (await endsWithLine(handle)) ? '' : '\n';
    // One write call with O_APPEND: lines of several writers do not mix.
    await handle.write(`${start}${JSON.stringify(value)}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The last line of a writer that was killed: what it did not finish did not happen.
    return undefined;
  }
}

/** The values of the lines that hold one. */
export async function parseJsonLines(lines: readonly string[]): Promise<unknown[]> {
  const values: unknown[] = [];
  await inTurns(lines, (line) => {
    const value = line === '' ? undefined : parseLine(line);
    if (value !== undefined) values.push(value);
  });
  return values;
}

/** All whole lines of the file; none when there is no such file. */
export async function readJsonLines(path: string): Promise<unknown[]> {
  const text = (await readTextIfExists(path)) ?? '';
  return parseJsonLines(text.split('\n'));
}
