import type { CheckerSettings } from '../../src/core/protocol/settings.ts';
import { type RunnerProject, runnerProject } from './runnerProject.ts';
import { strictOptions } from './typeScriptFixture.ts';

const eslintConfig = `import { parser } from 'typescript-eslint';

export default [
  {
    files: ['**/*.ts'],
    languageOptions: { parser },
    rules: { 'no-var': 'error', 'no-debugger': 'error', eqeqeq: 'error' },
  },
];
`;

/** A tool of this project alone: it complains about each test that fails. */
const testScript = `import { readFileSync } from 'node:fs';

const lines = readFileSync('test/price.test.ts', 'utf8').split('\\n');
const failures = lines.flatMap((text, index) => {
  const name = /\\bit\\('([^']*)', fails/.exec(text)?.[1];
  return name === undefined ? [] : [{ name, line: index + 1 }];
});
const file = 'test/price.test.ts';
const problems = failures.map(({ name, line }) => ({ file, line, message: name + ' failed', source: 'test' }));
console.log(JSON.stringify(problems));
`;

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module", "private": true }\n',
  'tsconfig.json': `${JSON.stringify(
    {
      compilerOptions: { ...strictOptions, allowImportingTsExtensions: true },
      include: ['src', 'test'],
    },
    null,
    2,
  )}\n`,
  'eslint.config.mjs': eslintConfig,
  'run-tests.mjs': testScript,
  'src/price.ts': `export function priceOf(count: number): string {
  return count * 2;
}

export function isFree(count: number): boolean {
  return count == 0;
}
`,
  'src/shop.ts': `import { isFree, priceOf } from './price.ts';

export const label = isFree(1) ? 'free' : priceOf(1).trim();
`,
  'src/vendor.ts': `import { charge } from 'payment-gate';

export const paid = charge(1);
`,
  'src/legacy.ts': `import { isFree, priceOf } from './price.ts';

var total = priceOf(2);

function twice(text: string): string {
  return text + text;
}

export const sum = total;
`,
  'test/price.test.ts': `declare function it(name: string, body: () => void): void;

const fails = (): void => undefined;
it('charges nobody twice', fails);
export {};
`,
  'README.md': '# A shop\n',
};

/** Ids of the problems that the checkers report about the project. */
export const problems = {
  type: 'ts2322@src/price.ts:2',
  equals: 'eslinteqeqeq@src/price.ts:6',
  module: 'ts2307@src/vendor.ts:1',
  unusedImport: 'ts6133@src/legacy.ts:1',
  var: 'eslintno-var@src/legacy.ts:3',
  unusedFunction: 'ts6133@src/legacy.ts:5',
  test: 'test@test/price.test.ts:4',
} as const;

const checkers: readonly CheckerSettings[] = [
  { kind: 'typescript' },
  { kind: 'eslint' },
  { kind: 'command', id: 'tests', command: `"${process.execPath}" run-tests.mjs` },
];

/** A small shop in TypeScript, linted by ESLint, with a problem of each kind that tests need. */
export function shopProject(): Promise<RunnerProject> {
  return runnerProject(files, checkers);
}
