import { statSync } from 'node:fs';

/** What a file system tells about a file without its content being read. */
export interface FileStamp {
  readonly key: string;
  /** When the content or the inode last changed, in milliseconds since 1970. */
  readonly changedAt: number;
}

/**
 * File systems count time in steps, up to two seconds long. A file that changed that shortly before
 * it was looked at may change again within the same step, and then the stamp stays the same.
 */
const longestStep = 2000;

/** @returns undefined when there is no such file, or it is no file. */
export function readFileStamp(path: string): FileStamp | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat?.isFile() !== true) return undefined;
  const key = `${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
  return { key, changedAt: Math.max(Number(stat.mtimeMs), Number(stat.ctimeMs)) };
}

/** True when an equal stamp later on proves that the content read at `readAt` is still there. */
export function isConclusive(stamp: FileStamp, readAt: number): boolean {
  return readAt - stamp.changedAt > longestStep;
}
