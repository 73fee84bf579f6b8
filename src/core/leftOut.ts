import { inTurns } from './base/inTurns.ts';
import { declaredGenerated } from './git/declaredGenerated.ts';
import { looksGenerated } from './issues/generatedText.ts';
import type { ReportedProblem } from './issues/problemReport.ts';
import type { FoundFile, MissingReason, ProjectFiles } from './projectFiles.ts';

/** What is left out, by reason, and how many. A reason reads well after a number. */
export type LeftOut = ReadonlyMap<string, number>;

/** Counts what is left out. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(reason: string, number = 1): void {
    if (number > 0) this.counts.set(reason, (this.counts.get(reason) ?? 0) + number);
  }
}

const reasonText: Readonly<Record<MissingReason | 'generated', string>> = {
  missing: 'in files that do not exist',
  ignored: 'in ignored files',
  outside: 'outside the repository',
  link: 'in links and submodules',
  generated: 'in generated files',
};

/** The problems of files that can be worked on, with the texts of those files. */
export interface SiftedProblems {
  readonly problems: readonly ReportedProblem[];
  readonly texts: ReadonlyMap<string, string>;
}

async function generatedAmong(
  files: ProjectFiles,
  texts: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const declared = await declaredGenerated(files.git, [...texts.keys()]);
  const generated = new Set<string>();
  await inTurns(texts, ([file, text]) => {
    if (declared.get(file) ?? looksGenerated(file, text)) generated.add(file);
  });
  return generated;
}

function textsOf(found: ReadonlyMap<string, FoundFile>): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [file, answer] of found) if ('text' in answer) texts.set(file, answer.text);
  return texts;
}

/**
 * Leaves out what no run can fix, and what a program would write over again.
 * @param named files that somebody asked for by name: they may be generated.
 */
export async function siftProblems(
  all: readonly ReportedProblem[],
  files: ProjectFiles,
  named: readonly string[],
  tally: Tally,
): Promise<SiftedProblems> {
  const found = await files.look(all.map(({ file }) => file));
  const texts = textsOf(found);
  const generated = await generatedAmong(files, texts);
  for (const file of named) generated.delete(file);
  const problems = all.filter(({ file }) => {
    const answer = found.get(file) ?? { reason: 'missing' };
    const reason = 'reason' in answer ? answer.reason : 'generated';
    const isKept = reason === 'generated' && !generated.has(file);
    if (!isKept) tally.add(reasonText[reason]);
    return isKept;
  });
  return { problems, texts };
}
