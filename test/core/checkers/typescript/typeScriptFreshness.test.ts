import assert from 'node:assert/strict';
import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckScope } from '../../../../src/core/checkers/checker.ts';
import { openTypeScript } from '../../../../src/core/checkers/typescript/typeScriptTools.ts';
import { seededRandom } from '../../../support/seededRandom.ts';
import {
  strictOptions,
  type TypeScriptFixture,
  typeScriptFixture,
} from '../../../support/typeScriptFixture.ts';

async function check(root: string, scope: CheckScope = {}) {
  const { checker } = await openTypeScript(root);
  assert.ok(checker);
  return { checker, found: await checker.check(scope) };
}

const compilerOptions = { ...strictOptions, declaration: true };
const config = { compilerOptions, include: ['src'] };

const files = {
  'package.json': '{ "type": "module" }',
  'src/a.ts': 'export const a: number = 1;\n',
  'src/b.ts': 'import { a } from "./a.js";\nexport const b: number = a;\n',
  'src/c.ts': 'import { b } from "./b.js";\nexport const c: number = b;\n',
};

/** A change on the disk, and the codes that TypeScript complains with afterwards. */
type Step = readonly [
  change: (fixture: TypeScriptFixture) => Promise<void>,
  codes: readonly string[],
];

const stories: Readonly<Record<string, readonly Step[]>> = {
  'an edit that others depend on, and its revert': [
    [(on) => on.write('src/a.ts', 'export const a: string = "";\n'), ['2322']],
    [(on) => on.write('src/a.ts', files['src/a.ts']), []],
  ],
  'a file replaced by one of the same size': [
    [(on) => on.replace('src/a.ts', 'export const a: number = !;\n'), ['1109', '2322']],
    [(on) => on.replace('src/a.ts', files['src/a.ts']), []],
    [(on) => on.replace('src/a.ts', 'export const a: string = 1;\n'), ['2322', '2322']],
  ],
  'a file replaced by one of the same size and age': [
    [
      async (on) => {
        const path = join(on.root, 'src/a.ts');
        const { atime, mtime } = await stat(path);
        await on.replace('src/a.ts', 'export const z: number = 1;\n');
        await utimes(path, atime, mtime);
      },
      ['2305'],
    ],
  ],
  'a file that comes, and goes': [
    [(on) => on.write('src/d.ts', 'export const d: number = "";\n'), ['2322']],
    [(on) => on.delete('src/d.ts'), []],
  ],
  'a missing module that comes, and goes': [
    [(on) => on.write('src/c.ts', 'import { d } from "./d.js";\nexport const c = d;\n'), ['2307']],
    [(on) => on.write('src/d.ts', 'export const d = 1;\n'), []],
    [(on) => on.delete('src/d.ts'), ['2307']],
  ],
  'a package that is installed, changed and removed': [
    [
      (on) => on.write('src/c.ts', 'import { p } from "p";\nexport const c: number = p;\n'),
      ['2307'],
    ],
    [
      (on) =>
        on.writeAll({
          'node_modules/p/package.json': '{ "name": "p", "types": "./one.d.ts" }',
          'node_modules/p/one.d.ts': 'export declare const p: number;\n',
          'node_modules/p/two.d.ts': 'export declare const p: string;\n',
        }),
      [],
    ],
    [
      (on) => on.write('node_modules/p/package.json', '{ "name": "p", "types": "./two.d.ts" }'),
      ['2322'],
    ],
    [(on) => on.delete('node_modules/p'), ['2307']],
  ],
  'a global declaration that comes, and goes': [
    [(on) => on.write('src/c.ts', 'export const c: number = everywhere;\n'), ['2304']],
    [(on) => on.write('src/g.d.ts', 'declare const everywhere: number;\n'), []],
    [(on) => on.write('src/g.d.ts', 'declare const everywhere: string;\n'), ['2322']],
    [(on) => on.delete('src/g.d.ts'), ['2304']],
  ],
  'a file named by a comment': [
    [(on) => on.write('src/c.ts', '/// <reference path="../far.d.ts" />\nexport {};\n'), ['6053']],
    [(on) => on.write('far.d.ts', 'declare const far: number;\n'), []],
  ],
  'another tsconfig.json': [
    [(on) => on.writeAll({ 'src/c.ts': 'export const c = 1;\nconst unused = c;\n' }), ['6133']],
    [
      (on) =>
        on.write(
          'tsconfig.json',
          JSON.stringify({
            ...config,
            compilerOptions: { ...compilerOptions, noUnusedLocals: false },
          }),
        ),
      [],
    ],
    [
      (on) =>
        on
          .write('tsconfig.json', '{ "extends": "./base.json" }')
          .then(() => on.write('base.json', JSON.stringify(config))),
      ['6133'],
    ],
    [
      (on) =>
        on.write('base.json', JSON.stringify({ ...config, files: ['src/a.ts'], include: [] })),
      [],
    ],
  ],
  'a type that can be named from elsewhere, or not': [
    [
      (on) =>
        on.writeAll({
          'src/a.ts': 'interface A { a: 1 }\nexport const a = (): A => ({ a: 1 });\n',
          'src/b.ts': 'import { a } from "./a.js";\nexport const b = a();\n',
          'src/c.ts': 'export {};\n',
        }),
      ['4023'],
    ],
    [
      (on) =>
        on.write(
          'src/a.ts',
          'export interface A { a: 1 }\nexport const a = (): A => ({ a: 1 });\n',
        ),
      [],
    ],
  ],
  'another kind of modules': [
    [(on) => on.write('src/c.ts', 'await Promise.resolve();\nexport {};\n'), []],
    [(on) => on.write('package.json', '{ "type": "commonjs" }'), ['1309']],
  ],
};

describe('TypeScriptChecker, while files change', () => {
  let fixture: TypeScriptFixture;

  afterEach(() => fixture.remove());

  for (const [name, steps] of Object.entries(stories)) {
    it(`sees ${name}`, async () => {
      fixture = await typeScriptFixture(files, config);
      const { checker, found } = await check(fixture.root);
      assert.deepEqual(found, []);
      for (const [change, codes] of steps) {
        await change(fixture);
        const codesNow = (await checker.check({})).map(({ code }) => code);
        assert.deepEqual(codesNow.toSorted(), codes.toSorted());
      }
      await checker.dispose();
    });
  }

  it('says after any edits what it would say if it had just begun', async () => {
    const random = seededRandom(20);
    const pick = (count: number): number => Math.floor(random() * count);
    const types = ['number', 'string', '{ a: number }', 'number | undefined'];
    const text = (index: number): string => {
      const type = types[pick(types.length)];
      const other = pick(8);
      const global = pick(6) === 0 ? `declare global { var shared: ${type} }\n` : '';
      return other === index
        ? `export declare const v${index}: ${type};\n${global}`
        : `import { v${other} } from "./f${other}.js";\nexport const v${index} = v${other};\nexport const w: ${type} = v${other};\n${global}`;
    };
    fixture = await typeScriptFixture(
      { 'package.json': '{ "type": "module" }', 'src/f0.ts': 'export const v0 = 1;\n' },
      { compilerOptions: { ...strictOptions, declaration: true, lib: ['es5'] }, include: ['src'] },
    );
    const { checker } = await check(fixture.root);
    for (let step = 0; step < 25; step += 1) {
      const index = pick(8);
      if (pick(5) === 0) await fixture.delete(`src/f${index}.ts`).catch(() => undefined);
      else await fixture.write(`src/f${index}.ts`, text(index));
      const scope = pick(3) === 0 ? { files: ['src/f1.ts'] } : {};
      const fresh = await check(fixture.root, scope);
      assert.deepEqual(await checker.check(scope), fresh.found, `step ${step}`);
      await fresh.checker.dispose();
    }
    await checker.dispose();
  });
});
