import assert from 'node:assert/strict';
import type { Issue } from '../../src/core/protocol/issue.ts';
import type { CheckerSettings } from '../../src/core/protocol/settings.ts';
import { type FinishedJob, type RunnerProject, runnerProject } from './runnerProject.ts';
import { strictOptions } from './typeScriptFixture.ts';

const eslintConfig = `import { parser } from 'typescript-eslint';

export default [
  {
    files: ['**/*.ts'],
    languageOptions: { parser },
    rules: {
      'no-var': 'error',
      eqeqeq: 'error',
      // Stands for a test runner, as far as fixing goes: it complains about tests that fail.
      'no-restricted-syntax': ['error', { selector: 'CallExpression[callee.name="it"] > Identifier[name="fails"]', message: 'This test fails.' }],
    },
  },
];
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
  test: 'eslintno-restricted-syntax@test/price.test.ts:4',
} as const;

const checkers: readonly CheckerSettings[] = [{ kind: 'typescript' }, { kind: 'eslint' }];

/** A small shop in TypeScript, linted by ESLint, with a problem of each kind that tests need. */
export function shopProject(): Promise<RunnerProject> {
  return runnerProject(files, checkers);
}

/** The body of an agent that mends the type error for good. */
export const honest = `edit('src/price.ts', 'count * 2', 'String(count * 2)');`;

/** The shop with its problems, and agents to hand them to. */
export interface Shop {
  readonly project: RunnerProject;
  readonly issues: readonly Issue[];
  /** Gives some problems, or the type error alone, to an agent whose script has that body. */
  attempt(body: string, ids?: readonly string[], timeoutSeconds?: number): Promise<FinishedJob>;
  /** Gives problems to several agents, one after the other. */
  climb(bodies: readonly string[], ids: readonly string[]): Promise<FinishedJob>;
}

export async function openShop(): Promise<Shop> {
  const project = await shopProject();
  const issues = await project.issues();
  const climb = async (
    bodies: readonly string[],
    ids: readonly string[],
    timeoutSeconds = 60,
  ): Promise<FinishedJob> => {
    const agents = [];
    for (const [index, body] of bodies.entries()) {
      agents.push(await project.agent(`agent${index}`, body));
    }
    const given = issues.filter((issue) => ids.includes(issue.id));
    const job = await project.fix({ agents, issues: given, timeoutSeconds });
    assert.equal(job.result.outcome, 'done', job.result.error);
    return job;
  };
  return {
    project,
    issues,
    attempt: (body, ids = [problems.type], timeoutSeconds = 60) =>
      climb([body], ids, timeoutSeconds),
    climb,
  };
}
