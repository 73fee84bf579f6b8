import { readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { messageOf, SwarmError } from '../core/base/swarmError.ts';
import type { ProblemReport } from '../core/issues/problemReport.ts';
import { readReport } from '../core/issues/readReport.ts';

export interface IssuesOption {
  /** What the option is called. */
  readonly option: string;
  /** A file, or `-` for standard input. */
  readonly file: string;
  readonly root: string;
  readonly cwd: string;
}

/**
 * Reads the problems that an option names.
 * @throws {SwarmError} `input` when it cannot be read, or is nothing that is understood.
 */
export async function readIssuesOption({
  option,
  file,
  root,
  cwd,
}: IssuesOption): Promise<ProblemReport> {
  if (file === '-') {
    return readReport(await buffer(process.stdin), { root, cwd, name: 'standard input' });
  }
  const path = resolve(cwd, file);
  try {
    const { mtimeMs } = await stat(path);
    const name = relative(cwd, path);
    return readReport(await readFile(path), { root, cwd, name }, mtimeMs);
  } catch (error) {
    if (error instanceof SwarmError) throw error;
    throw new SwarmError(
      'input',
      `${option}: ${messageOf(error)}; name a file that can be read.`,
      error,
    );
  }
}
