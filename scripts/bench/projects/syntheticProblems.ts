import type { ReportedProblem } from '../../../src/core/issues/problemReport.ts';
import type { Severity } from '../../../src/core/protocol/diagnostic.ts';
import { randomWord, seededRandom } from './words.ts';

/** What projects are full of: how often, out of all. */
const kinds = [
  { share: 0.3, source: 'eslint', code: 'no-unused-vars', severity: 'warning', says: 'is unused' },
  { share: 0.2, source: 'ts', code: '6133', severity: 'error', says: 'is declared but not read' },
  { share: 0.2, source: 'eslint', code: 'prefer-const', severity: 'error', says: 'is never set' },
  { share: 0.15, source: 'ts', code: '2322', severity: 'error', says: 'is not assignable' },
  { share: 0.1, source: 'ruff', code: 'F401', severity: 'error', says: 'imported but unused' },
] as const;

const linesOfFile = 400;
const problemsOfFile = 8;
/** One problem in twenty is a symptom: the same message in a handful of neighbouring files. */
const filesOfCause = 6;

function problem(
  random: () => number,
  file: string,
  kind: { source: string; code: string; severity: Severity },
  message: string,
): ReportedProblem {
  const line = 1 + Math.floor(random() * linesOfFile);
  const column = 1 + Math.floor(random() * 60);
  const range = { line, column, endLine: line, endColumn: column + 5 };
  const { source, code, severity } = kind;
  return { file, range, source, code, severity, message };
}

function fileName(number: number): string {
  return `packages/package-${number % 40}/src/part-${number % 20}/file-${number}.ts`;
}

/** Few files have many problems, most have a few: the number of a file is drawn by its square. */
export function syntheticProblems(count: number): ReportedProblem[] {
  const random = seededRandom(count);
  const files = Math.max(filesOfCause, Math.ceil(count / problemsOfFile));
  return Array.from({ length: count }, (_none, index) => {
    let draw = random();
    for (const kind of kinds) {
      draw -= kind.share;
      if (draw >= 0) continue;
      const file = fileName(Math.floor(random() ** 2 * files));
      return problem(random, file, kind, `'${randomWord(random)}${index % 97}' ${kind.says}.`);
    }
    const number = Math.floor(random() * files);
    const cause = Math.floor(number / filesOfCause);
    const message = `Module '"./shared"' has no exported member 'cause${cause}'.`;
    const kind = { source: 'ts', code: '2305', severity: 'error' } as const;
    return problem(random, fileName(number), kind, message);
  });
}

/** The text that each of those files has. */
export function syntheticText(): string {
  const random = seededRandom(7);
  const lines = Array.from({ length: linesOfFile }, (_none, index) => {
    return `const ${randomWord(random)}${index} = ${randomWord(random)};`;
  });
  return lines.join('\n');
}
