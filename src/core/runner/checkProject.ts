import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { CheckJob, ResultFile } from '../protocol/taskFile.ts';
import type { JobContext } from './jobContext.ts';

/** What all checkers say about the whole project under `root`. */
export async function checkProject(
  context: JobContext,
  job: CheckJob,
  root: string,
): Promise<Pick<ResultFile, 'diagnostics' | 'claimed' | 'checkers'>> {
  context.emit({ event: 'checking' });
  const { checkers } = await context.benches.take(root, context);
  const diagnostics: Diagnostic[] = [];
  for (const checker of checkers) {
    diagnostics.push(...(await checker.check({ signal: context.signal })));
  }
  const claimed = job.subjects.map((subject) => checkers.some((one) => one.claims(subject)));
  return { diagnostics, claimed, checkers: checkers.map(({ id }) => id) };
}
