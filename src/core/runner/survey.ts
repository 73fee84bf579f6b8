import type { FileTexts, Workpiece } from '../agents/workpiece.ts';
import { compareDiagnostics } from '../issues/compareDiagnostics.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Workbench } from './workbench.ts';

/** What the checkers said at one moment, and the texts that they spoke about. */
export interface Survey {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: FileTexts;
}

/** @param extraFiles files beyond the task's own that were changed. */
export async function takeSurvey(
  workpiece: Workpiece,
  signal: AbortSignal,
  extraFiles: readonly string[] = [],
): Promise<Survey> {
  const diagnostics = await workpiece.check(signal, extraFiles);
  const texts = await workpiece.readTexts(new Set([...workpiece.files, ...extraFiles]));
  return { diagnostics, texts };
}

/** The same before anybody did anything, when the worktree is at `commit`. */
export async function takeFirstSurvey(
  { checkers, baselines }: Pick<Workbench, 'checkers' | 'baselines'>,
  workpiece: Workpiece,
  commit: string,
  signal: AbortSignal,
): Promise<Survey> {
  const { files } = workpiece;
  const answers: (readonly Diagnostic[])[] = [];
  for (const checker of checkers) {
    const isWide = checker.reach === 'project';
    answers.push(
      isWide ? await baselines.of(checker, commit, signal) : await checker.check({ files, signal }),
    );
  }
  return { diagnostics: answers.flat(), texts: await workpiece.readTexts(files) };
}

export function compareSurveys(before: Survey, after: Survey) {
  return compareDiagnostics(before.diagnostics, after.diagnostics, {
    before: (file) => before.texts.get(file),
    after: (file) => after.texts.get(file),
  });
}
