import type { FileTexts, Workpiece } from '../agents/workpiece.ts';
import { compareDiagnostics } from '../issues/compareDiagnostics.ts';
import type { Diagnostic } from '../protocol/diagnostic.ts';

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

export function compareSurveys(before: Survey, after: Survey) {
  return compareDiagnostics(before.diagnostics, after.diagnostics, {
    before: (file) => before.texts.get(file),
    after: (file) => after.texts.get(file),
  });
}
