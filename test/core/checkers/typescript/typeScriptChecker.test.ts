import assert from 'node:assert/strict';
import { cp, readdir, symlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isCancellation, isSwarmError } from '../../../../src/core/base/swarmError.ts';
import type { Checker } from '../../../../src/core/checkers/checker.ts';
import { openTypeScript } from '../../../../src/core/checkers/typescript/typeScriptTools.ts';
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

async function openChecker(root: string): Promise<Checker> {
  const { checker } = await openTypeScript(root);
  assert.ok(checker);
  return checker;
}

/** The first lines of what tsc prints, those without a place as the checker places them. */
function linesOf(text: string, config: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(' '))
    .map((line) => (/^error TS/.test(line) ? `${config}(1,1): ${line}` : line))
    .sort();
}

async function tscLines(
  fixture: TypeScriptFixture,
  release: InstalledTypeScript,
): Promise<readonly string[]> {
  return linesOf(await fixture.tsc(release, '--noEmit', '-p', 'tsconfig.json'), 'tsconfig.json');
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

/** All of them with ours; of the others a few, to show that nothing depends on the release. */
const enough = {
  typescript: /./,
  typescript5: /^types, imports|JavaScript|cannot be written|composite/,
  // That one is tsc itself: this is about reading its text.
  typescript7: /^types, imports|unknown option|composite/,
} as const;

const composite = {
  ...strictOptions,
  noEmit: false,
  composite: true,
  outDir: 'out',
  rootDir: 'src',
};

const monorepo = {
  'app/tsconfig.json': JSON.stringify({
    compilerOptions: composite,
    include: ['src'],
    references: [{ path: '../lib' }],
  }),
  'app/src/main.ts':
    'import { size } from "../../lib/src/size.js";\nexport const text: string = size;\n',
  'lib/tsconfig.json': JSON.stringify({ compilerOptions: composite, include: ['src'] }),
  'lib/src/size.ts': 'export const size: number = 1;\nexport const other: number = "";\n',
};

describe('TypeScriptChecker', () => {
  let fixture: TypeScriptFixture | undefined;
  let checker: Checker | undefined;

  afterEach(async () => {
    await checker?.dispose();
    await fixture?.remove();
  });

  for (const release of releases) {
    describe(`with the project's own ${release}`, () => {
      for (const [name, { files, config }] of Object.entries(fixtures)) {
        if (!enough[release].test(name)) continue;
        it(`says exactly what tsc says about ${name}`, async () => {
          fixture = await typeScriptFixture(files, config);
          await fixture.install(release);
          const expected = await tscLines(fixture, release);
          checker = await openChecker(fixture.root);
          const found = await checker.check({});
          assert.deepEqual(found.map(asTscPrints).sort(), expected);
        });
      }

      it('checks projects that reference each other from their sources, and writes nothing', async () => {
        fixture = await typeScriptFixture(monorepo, { files: [], references: [{ path: 'app' }] });
        await fixture.install(release);
        checker = await openChecker(fixture.root);
        const before = await readdir(fixture.root, { recursive: true });
        const found = (await checker.check({})).map(asTscPrints).sort();
        assert.deepEqual(await readdir(fixture.root, { recursive: true }), before);
        const built = linesOf(await fixture.tsc(release, '-b'), 'tsconfig.json');
        assert.deepEqual(found, built);
        assert.equal(found.length, 2);
      });

      it('stops when asked to', async () => {
        fixture = await typeScriptFixture(
          { 'a.ts': 'export const a = 1;\n' },
          { compilerOptions: strictOptions },
        );
        await fixture.install(release);
        checker = await openChecker(fixture.root);
        const controller = new AbortController();
        const check = checker.check({ signal: controller.signal });
        controller.abort();
        await assert.rejects(check, isCancellation);
      });
    });
  }

  it('says exactly what tsc says about the example that comes with this project', async () => {
    fixture = await typeScriptFixture({}, null);
    await cp('examples/inventory', fixture.root, { recursive: true });
    await symlink(resolve('node_modules'), `${fixture.root}/node_modules`, 'junction');
    checker = await openChecker(fixture.root);
    const found = (await checker.check({})).map(asTscPrints).sort();
    assert.deepEqual(found, await tscLines(fixture, 'typescript'));
    assert.notEqual(found.length, 0);
  });

  it('goes on where tsc stops at the first kind of error', async () => {
    fixture = await typeScriptFixture(
      { 'broken.ts': 'export const = 1;\n', 'wrong.ts': 'export const a: number = "";\n' },
      { compilerOptions: strictOptions },
    );
    const stopped = await tscLines(fixture, 'typescript');
    assert.ok(stopped.length > 0 && stopped.every((line) => line.startsWith('broken.ts')));
    checker = await openChecker(fixture.root);
    const files = (await checker.check({})).map(({ file }) => file);
    assert.ok(files.includes('broken.ts') && files.includes('wrong.ts'));
  });

  it('tells of some files only, when asked', async () => {
    const wrong = 'export const a: number = "";\n';
    fixture = await typeScriptFixture(
      { 'a.ts': wrong, 'b.ts': wrong },
      { compilerOptions: strictOptions },
    );
    checker = await openChecker(fixture.root);
    assert.deepEqual(
      (await checker.check({ files: ['b.ts'] })).map(({ file }) => file),
      ['b.ts'],
    );
  });

  it('claims what TypeScript says about files of its projects, also of those that are gone since', async () => {
    fixture = await typeScriptFixture(
      { 'src/a.ts': 'export {};\n', 'src/old.ts': 'export {};\n', 'loose.ts': '' },
      { compilerOptions: strictOptions, include: ['src'] },
    );
    checker = await openChecker(fixture.root);
    assert.ok(checker.claims({ source: 'ts', file: 'src/a.ts' }));
    assert.ok(!checker.claims({ source: 'eslint', file: 'src/a.ts' }));
    assert.ok(!checker.claims({ source: 'ts', file: 'style.css' }));
    await checker.check({});
    await fixture.delete('src/old.ts');
    await checker.check({});
    const files = ['src/a.ts', 'src/old.ts', 'tsconfig.json', 'loose.ts'];
    const claimed = files.filter((file) => checker?.claims({ source: 'ts', file }));
    assert.deepEqual(claimed, ['src/a.ts', 'src/old.ts', 'tsconfig.json']);
  });

  it('is not there without a tsconfig.json', async () => {
    fixture = await typeScriptFixture({ 'a.ts': '' }, null);
    const none = { checker: undefined, engine: undefined, note: undefined };
    assert.deepEqual(await openTypeScript(fixture.root), none);
  });

  for (const [name, text, complaint] of [
    ['is no JSON', '{ "files": ["a.ts"\n', /^tsconfig\.json, line 2: TS1005: '\]' expected\. Mend/],
    [
      'extends nothing',
      '{ "extends": "./gone.json" }',
      /^tsconfig\.json.*: TS\d+: .*gone\.json.* Mend/,
    ],
    [
      'extends itself',
      '{ "extends": "./tsconfig.json" }',
      /^tsconfig\.json.*: TS18000: Circularity/,
    ],
  ] as const) {
    it(`names a tsconfig.json that ${name}, and what tsc says`, async () => {
      fixture = await typeScriptFixture({ 'a.ts': '', 'tsconfig.json': text }, null);
      checker = await openChecker(fixture.root);
      await assert.rejects(checker.check({}), (error) => {
        assert.ok(isSwarmError(error, 'configuration'));
        assert.match(error.message, complaint);
        return true;
      });
    });
  }

  it('says what to do when the native compiler fails', async () => {
    fixture = await typeScriptFixture({ 'a.ts': '' }, { compilerOptions: strictOptions });
    await fixture.install('typescript7');
    const run = async () => ({
      exitCode: 139,
      stdout: Buffer.from(''),
      stderr: 'segmentation fault\n',
      truncated: false,
      timedOut: false,
    });
    const tools = await openTypeScript(fixture.root, { run });
    checker = tools.checker;
    assert.ok(checker);
    await assert.rejects(
      checker.check({}),
      /tsc 7\.\S+ failed on .*: segmentation fault; run it by hand/,
    );
  });
});
