import assert from 'node:assert/strict';
import { isSwarmError } from '../../../../src/core/base/swarmError.ts';
import { TypeScriptChecker } from '../../../../src/core/checkers/typescript/typeScriptChecker.ts';
import { createTypeScriptEngine } from '../../../../src/core/checkers/typescript/typeScriptEngine.ts';
import type { Diagnostic } from '../../../../src/core/protocol/diagnostic.ts';
import {
  type InstalledTypeScript,
  strictOptions,
  type TypeScriptFixture,
  typeScriptFixture,
} from '../../../support/typeScriptFixture.ts';

const releases = ['typescript5', 'typescript', 'typescript7'] as const;

function asTscPrints({ file, range, severity, code, message }: Diagnostic): string {
  return `${file}(${range.line},${range.column}): ${severity} TS${code}: ${message}`;
}

async function openChecker(root: string): Promise<TypeScriptChecker> {
  const engine = await createTypeScriptEngine(root);
  assert.ok(engine);
  return new TypeScriptChecker(engine);
}

/** The first lines of what tsc prints, those without a place as the checker places them. */
async function tscLines(
  fixture: TypeScriptFixture,
  release: InstalledTypeScript,
  config = 'tsconfig.json',
): Promise<readonly string[]> {
  const text = await fixture.tsc(release, '--noEmit', '-p', config);
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(' '))
    .map((line) => (/^error TS/.test(line) ? `${config}(1,1): ${line}` : line))
    .sort();
}

const fixtures: Readonly<Record<string, { files: Record<string, string>; config: object }>> = {
  'types, imports, unused names and long explanations': {
    config: { compilerOptions: strictOptions, include: ['src'] },
    files: {
      'src/shape.ts': 'export interface Shape { readonly size: { width: number } }\n',
      'src/use.ts': [
        'import type { Shape } from "./shape.js";',
        'import { gone } from "./gone.js";',
        'const unused = 1;',
        'const shape: Shape = { size: { width: "1" } };',
        'function later(first: number, second: string): number { return first; }',
        'export const both: { a: Shape } = { a: { size: { width: later(1) } } };',
        'export const bad: () => Shape = () => ({ size: { height: 1 } });',
        'export class Round implements Shape {}',
        'export const text = ["\u{1F600}", missing];',
      ].join('\r\n'),
      'other.ts': 'export const outside: number = "not included";\n',
    },
  },
  'JavaScript that is checked, JSON and JSX': {
    config: {
      compilerOptions: {
        ...strictOptions,
        allowJs: true,
        checkJs: true,
        jsx: 'preserve',
        resolveJsonModule: true,
      },
      include: ['src'],
    },
    files: {
      'src/data.json': '{ "count": 1 }',
      'src/plain.js': '/** @param {number} n */\nexport function twice(n) { return n * "2"; }\n',
      'src/view.tsx':
        'import data from "./data.json" with { type: "json" };\nexport const view = <div>{data.size}</div>;\n',
    },
  },
  'declarations that cannot be written': {
    config: {
      compilerOptions: { ...strictOptions, declaration: true, isolatedDeclarations: true },
    },
    files: {
      'hidden.ts':
        'export const pair = (() => ({ one: 1 }))();\nexport function make() { return 1; }\n',
      'tag.ts': 'export default class extends (class { protected secret = 1; }) {}\n',
    },
  },
  'declarations of names that cannot be named': {
    config: { compilerOptions: { ...strictOptions, declaration: true } },
    files: {
      'tag.ts': 'export const Mixed = class { protected secret = 1; protected known = 2; };\n',
    },
  },
  'an unknown option and a wrong value': {
    config: { compilerOptions: { ...strictOptions, strictest: true, target: 'es1999' } },
    files: { 'a.ts': 'export const a: number = "";\n' },
  },
  'type packages that are not there': {
    config: { compilerOptions: { ...strictOptions, types: ['nowhere'] } },
    files: { 'a.ts': 'export const a = 1;\n' },
  },
  'no files at all': {
    config: { compilerOptions: strictOptions, include: ['nothing'] },
    files: {},
  },
  'the names of a library that is left out': {
    config: { compilerOptions: { ...strictOptions, lib: ['es5'], target: 'es2022' } },
    files: { 'a.ts': 'export const a = Promise.resolve(new Map<string, symbol>());\n' },
  },
  'an option that excludes another': {
    config: {
      compilerOptions: { ...strictOptions, isolatedModules: true, checkJs: true, allowJs: false },
    },
    files: { 'a.ts': 'export const a = 1;\n' },
  },
  'a composite project': {
    config: {
      compilerOptions: { ...strictOptions, noEmit: false, composite: true, outDir: 'out' },
      include: ['src'],
    },
    files: {
      'src/a.ts': 'export const a: number = "";\n',
    },
  },
};

describe('TypeScriptChecker', () => {
  let fixture: TypeScriptFixture | undefined;
  let checker: TypeScriptChecker | undefined;

  afterEach(async () => {
    await checker?.dispose();
    await fixture?.remove();
  });

  for (const release of releases) {
    describe(`with the project's own ${release}`, () => {
      for (const [name, { files, config }] of Object.entries(fixtures)) {
        it(`says exactly what tsc says about ${name}`, async () => {
          fixture = await typeScriptFixture(files, config);
          await fixture.install(release);
          const expected = await tscLines(fixture, release);
          await fixture.delete('tsconfig.tsbuildinfo').catch(() => undefined);
          checker = await openChecker(fixture.root);
          const found = (await checker.check({})).map(asTscPrints).sort();
          assert.deepEqual(found, expected);
        });
      }
    });
  }
});
void isSwarmError;
