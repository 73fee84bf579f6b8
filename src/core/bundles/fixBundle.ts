import * as z from 'zod';
import { SwarmError } from '../base/swarmError.ts';
import type { GitCommand } from '../git/gitCommand.ts';
import { commitDocument, readBundle, readDocument, writeBundle } from './bundle.ts';

/** What another machine says of its work. It is never evidence. */
export interface RemoteReport {
  readonly version: 1;
  /** What went wrong, a line each. */
  readonly errors: readonly string[];
  /** For the task's log. */
  readonly log: string;
}

const wordsAtMost = 64 * 1024;
const linesAtMost = 50;

const reportShape: z.ZodType<RemoteReport> = z.object({
  version: z.literal(1),
  errors: z.array(z.string().max(wordsAtMost)).max(linesAtMost),
  log: z.string().max(wordsAtMost),
});

/** @returns the end of it, which is what a report has room for. */
export function lastWords(log: string): string {
  return log.slice(-wordsAtMost);
}

export interface FixBundle {
  /** The edited files, as a commit; undefined when nothing was edited. */
  readonly fix: string | undefined;
  readonly report: RemoteReport;
}

/** @param start the commit that the edits were made on: whoever reads the bundle has it. */
export async function packFix(
  git: GitCommand,
  { fix, report }: FixBundle,
  start: string,
): Promise<Buffer> {
  const document = await commitDocument(git, report);
  if (fix === undefined) return writeBundle(git, { report: document });
  return writeBundle(git, { report: document, fix }, { without: start });
}

/**
 * @param git of a repository that has the files that were sent, and nothing to lose.
 * @throws {SwarmError} `input` when the bundle is none with a report in it.
 */
export async function unpackFix(
  git: GitCommand,
  bytes: Buffer,
  signal?: AbortSignal,
): Promise<FixBundle> {
  const commits = await readBundle(git, bytes, signal);
  const parsed = reportShape.safeParse(await readDocument(git, commits.get('report')));
  if (parsed.success) return { fix: commits.get('fix'), report: parsed.data };
  throw new SwarmError('input', 'its report is not one', parsed.error);
}
