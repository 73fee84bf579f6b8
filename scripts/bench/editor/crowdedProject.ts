import type { ProjectFiles } from '../projects/gitProject.ts';

/** A project in which one rule complains about every file, and nineteen more about some. */
export const crowd = {
  files: 5000,
  problems: 10_000,
  otherRules: 19,
  filesOfOtherRules: 2000,
} as const;

export const wideRule = 'wide-rule';

/** The first file in the order of their paths. */
export const firstFile = 'file-0.ts';

/** Relative to the root. */
export function crowdedFile(number: number): string {
  return `packages/package-${number % 40}/src/part-${number % 20}/file-${number}.ts`;
}

/** One that the language server knows, and that is typed in. */
export const liveFile = 'live/ledger.ts';

const compilerOptions = {
  ...{ strict: true, noEmit: true, types: [], noUnusedLocals: true },
  ...{ target: 'es2022', module: 'nodenext' },
};

function liveText(): string {
  const functions = Array.from({ length: 60 }, (_none, number) => {
    return `export function entry${number}(amount: number): string {
  const unused${number} = 0;
  return amount;
}\n`;
  });
  return functions.join('\n');
}

/** All its files; what the language server says of the live one is not counted above. */
export function* crowdedProject(): ProjectFiles {
  yield ['tsconfig.json', JSON.stringify({ compilerOptions, include: ['live'] })];
  yield [liveFile, liveText()];
  for (let number = 0; number < crowd.files; number += 1) {
    const lines = Array.from({ length: 10 }, (_none, line) => `const value${line} = ${number};\n`);
    yield [crowdedFile(number), lines.join('')];
  }
}
