import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import type { Checker } from '../../../../src/core/checkers/checker.ts';
import { openTypeScript } from '../../../../src/core/checkers/typescript/typeScriptTools.ts';
import {
  strictOptions,
  type TypeScriptFixture,
  typeScriptFixture,
} from '../../../support/typeScriptFixture.ts';

const composite = { ...strictOptions, noEmit: false, composite: true, outDir: 'out' };

function project(more: object): string {
  return JSON.stringify({ compilerOptions: composite, include: ['src'], ...more });
}

describe('A TypeScript without a JavaScript API', () => {
  let fixture: TypeScriptFixture;

  afterEach(() => fixture.remove());

  async function open(files: Readonly<Record<string, string>>): Promise<Checker> {
    fixture = await typeScriptFixture(files, null);
    await fixture.install('typescript7');
    const { checker } = await openTypeScript(fixture.root);
    assert.ok(checker);
    return checker;
  }

  async function complaints(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const found = await (await open(files)).check({});
    return found.map(({ file, code, message }) => `${file} ${code} ${message}`).sort();
  }

  it('finds type packages from a project that references others as it would by itself', async () => {
    const types = ['kit/client', 'nearby', '../own'];
    const files = {
      'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'packages/app' }] }),
      'packages/app/tsconfig.json': project({
        compilerOptions: { ...composite, types },
        references: [{ path: '../lib' }],
      }),
      'packages/app/src/a.ts':
        'import { size } from "../../lib/src/size.js";\nexport const sum: string = size + fromKit + nearby + own;\n',
      'packages/own/index.d.ts': 'declare const own: number;\n',
      'packages/app/node_modules/@types/nearby/index.d.ts': 'declare const nearby: number;\n',
      'packages/lib/tsconfig.json': project({}),
      'packages/lib/src/size.ts': 'export const size: number = 1;\n',
      'node_modules/kit/package.json': JSON.stringify({
        name: 'kit',
        exports: { './client': { types: './types/client.d.ts' } },
      }),
      'node_modules/kit/types/client.d.ts': 'declare const fromKit: number;\n',
    };
    assert.deepEqual(await complaints(files), [
      "packages/app/src/a.ts 2322 Type 'number' is not assignable to type 'string'.",
    ]);
  });

  it('leaves nothing behind', async () => {
    const checker = await open({
      'tsconfig.json': project({ include: ['app'], references: [{ path: 'lib' }] }),
      'app/a.ts': 'export const a = 1;\n',
      'lib/tsconfig.json': project({}),
      'lib/src/b.ts': 'export const b = 1;\n',
      'temporary/keep': '',
    });
    const usual = process.env['TMPDIR'];
    process.env['TMPDIR'] = `${fixture.root}/temporary`;
    try {
      await checker.check({});
    } finally {
      if (usual === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = usual;
    }
    assert.deepEqual(await readdir(`${fixture.root}/temporary`), ['keep']);
  });

  it('lets the options of the project that lists a file say what is wrong with it', async () => {
    const lax = { ...composite, strict: false };
    const files = {
      'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'app' }] }),
      'app/tsconfig.json': project({ references: [{ path: '../lax' }] }),
      'app/src/a.ts':
        'import { same } from "../../lax/src/same.js";\nexport const a: number = same(1);\nexport function b(b) { return b; }\n',
      'lax/tsconfig.json': project({ compilerOptions: lax }),
      'lax/src/same.ts': 'export function same(value) { return value; }\n',
    };
    assert.deepEqual(
      (await complaints(files)).map((line) => line.slice(0, 17)),
      ['app/src/a.ts 7006'],
    );
  });

  it('goes round in a circle of references once, and passes over one that leads nowhere', async () => {
    const files = {
      'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'one' }, { path: 'no' }] }),
      'one/tsconfig.json': project({ references: [{ path: '../two/tsconfig.build.json' }] }),
      'one/src/a.ts': 'export const a: number = "";\n',
      'two/tsconfig.build.json': project({ references: [{ path: '../one' }] }),
      'two/src/b.ts': 'export const b: number = "";\n',
    };
    assert.deepEqual(
      (await complaints(files)).map((line) => line.split(' ')[0]),
      ['one/src/a.ts', 'two/src/b.ts'],
    );
  });

  it('tells of a file that is listed and not there', async () => {
    const [first] = await complaints({ 'tsconfig.json': '{ "files": ["gone.ts"] }' });
    assert.match(first ?? '', /^tsconfig\.json 6053 File '.*gone\.ts' not found/);
  });

  for (const [what, text, complaint] of [
    [
      'is no JSON',
      '{ "files": ["a.ts"\n',
      /^tsconfig\.json, line \d: TS1005: '\]' expected\. Mend/,
    ],
    ['extends itself', '{ "extends": "./tsconfig.json" }', /^tsconfig\.json, line 1: TS18000: /],
  ] as const) {
    it(`refuses to go on with a tsconfig.json that ${what}`, async () => {
      const checker = await open({ 'a.ts': '', 'tsconfig.json': text });
      await assert.rejects(checker.check({}), { reason: 'configuration', message: complaint });
    });
  }
});
