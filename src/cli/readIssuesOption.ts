import { readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { messageOf, SwarmError } from '../core/base/swarmError.ts';
import type { ProblemReport } from '../core/issues/problemReport.ts';
import { readReport } from '../core/issues/readReport.ts';

/**
 * Reads the problems of `--issues`: a file, or standard input as `-`.
 * @throws {SwarmError} `input` when it cannot be read, or is nothing that is understood.
 */
export async function readIssuesOption(
  option: string,
  root: string,
  cwd: string,
): Promise<ProblemReport> {
  if (option === '-') {
    return readReport(await buffer(process.stdin), { root, cwd, name: 'standard input' });
  }
  const path = resolve(cwd, option);
  try {
    const { mtimeMs } = await stat(path);
    const name = relative(cwd, path);
    return readReport(await readFile(path), { root, cwd, name }, mtimeMs);
  } catch (error) {
    if (error instanceof SwarmError) throw error;
    throw new SwarmError(
      'input',
      `--issues: ${messageOf(error)}; name a file that can be read.`,
      error,
    );
  }
}
