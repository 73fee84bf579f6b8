import assert from 'node:assert/strict';
import { compareSurfaces } from '../../../../src/core/checkers/typescript/compareSurfaces.ts';
import type { PublicSurface } from '../../../../src/core/checkers/typescript/declarationSurface.ts';
import { publicSurface } from '../../../../src/core/checkers/typescript/publicSurface.ts';
import type { TypeScriptEngine } from '../../../../src/core/checkers/typescript/typeScriptEngine.ts';
import { openTypeScript } from '../../../../src/core/checkers/typescript/typeScriptTools.ts';
import {
  strictOptions,
  type TypeScriptFixture,
  typeScriptFixture,
} from '../../../support/typeScriptFixture.ts';

/** An edit, and the names of what others notice about it. */
type Edit = readonly [what: string, before: string, after: string, noticed: readonly string[]];

const edits: readonly Edit[] = [
  ['an export that goes', 'export const a = 1; export const b = 2;', 'export const b = 2;', ['a']],
  ['an export that comes', 'export const a = 1;', 'export const a = 1; export class B {}', []],
  [
    'an export that is kept inside',
    'export const a = 1;',
    'const a = 1; export const b = a;',
    ['a'],
  ],
  [
    'another body',
    'export function a() { return 1; }',
    'export function a() { /* */ return 2 + 2; }',
    [],
  ],
  [
    'another inferred result',
    'export function a() { return 1; }',
    'export function a() { return ""; }',
    ['a'],
  ],
  ['a constant of another value', 'export const a = 1;', 'export const a = 2;', []],
  ['a constant that becomes a variable', 'export const a = 1;', 'export let a = 1;', []],
  ['a constant of another type', 'export const a = 1;', 'export const a = "1";', ['a']],
  [
    'a parameter that is renamed',
    'export function a(b: string, c: number) {}',
    'export function a(_b: string, c: number) {}',
    [],
  ],
  [
    'a parameter that is renamed in a predicate',
    'export function a(b: unknown): b is string { return true; }',
    'export function a(c: unknown): c is string { return true; }',
    [],
  ],
  [
    'a pattern that takes less of a parameter',
    'export function a({ b, c }: { b: 1; c: 2 }) { return c; }',
    'export function a({ c }: { b: 1; c: 2 }) { return c; }',
    [],
  ],
  [
    'a parameter that goes',
    'export function a(b: string, c: number) {}',
    'export function a(c: number) {}',
    ['a'],
  ],
  [
    'a parameter that may be left out',
    'export function a(b: string) {}',
    'export function a(b = "") {}',
    ['a'],
  ],
  [
    'a parameter that was any',
    'export function a(b) { return b; }',
    'export function a(b: number) { return b; }',
    [],
  ],
  ['a type that was not known', 'export const a = gone();', 'export const a = 1;', []],
  [
    'a private member that goes',
    'export class A { private b = 1; #c = 2; d = 3; }',
    'export class A { d = 3; }',
    [],
  ],
  [
    'a public member that goes',
    'export class A { b = 1; d = 3; }',
    'export class A { d = 3; }',
    ['A.b'],
  ],
  ['a member that comes', 'export interface A { b: 1 }', 'export interface A { b: 1; c?: 2 }', []],
  ['another base', 'class B {} export class A extends B {}', 'class B {} export class A {}', ['A']],
  ['the order of a union', 'export type A = "b" | "c";', 'export type A = "c" | "b";', []],
  ['a part of a union that goes', 'export type A = "b" | "c";', 'export type A = "c";', ['A']],
  [
    'an overload that goes',
    'export function a(b: 1): 1; export function a(b: 2): 2; export function a(b: 1 | 2) { return b; }',
    'export function a(b: 1): 1; export function a(b: 1 | 2) { return b as 1; }',
    ['a'],
  ],
  [
    'a constructor that takes more',
    'export class A { constructor(b: 1) {} }',
    'export class A { constructor(b: 1, c: 2) {} }',
    ['A.Constructor'],
  ],
  ['an enum member that goes', 'export enum A { b, c }', 'export enum A { b }', ['A.c']],
  [
    'a type that an export is made of',
    'interface B { c: 1 } export const a: B = { c: 1 };',
    'interface B { c: 1 | 2 } export const a: B = { c: 1 };',
    ['(B).c'],
  ],
  [
    'a default export that changes',
    'export default function a() { return 1; }',
    'export default function b() { return ""; }',
    ['default'],
  ],
  [
    'a default export with another name',
    'export default function a() { return 1; }',
    'export default function b() { return 1; }',
    [],
  ],
  [
    'a renamed export that goes',
    'const a = 1; export { a as b, a as c };',
    'const a = 1; export { a as b };',
    ['export c'],
  ],
  [
    'all exports of another file that go',
    'export * from "./other.js";',
    'export {};',
    ['* from "./other.js"'],
  ],
];

describe('publicSurface', () => {
  let fixture: TypeScriptFixture;
  let engine: TypeScriptEngine;

  const surfaceOf = async (file: string, text: string): Promise<PublicSurface> => {
    await fixture.write(file, text);
    return publicSurface(engine, file);
  };

  before(async () => {
    const options = { ...strictOptions, noUnusedLocals: false };
    fixture = await typeScriptFixture(
      { 'src/other.ts': 'export const other = 1;\n' },
      { compilerOptions: options, include: ['src'] },
    );
    const tools = await openTypeScript(fixture.root);
    assert.ok(tools.engine);
    engine = tools.engine;
  });

  after(async () => {
    engine.dispose();
    await fixture.remove();
  });

  for (const [what, before, after, noticed] of edits) {
    it(`tells ${noticed.length > 0 ? 'of' : 'nothing of'} ${what}`, async () => {
      const changes = compareSurfaces(
        await surfaceOf('src/a.ts', before),
        await surfaceOf('src/a.ts', after),
      );
      assert.equal(changes.length, noticed.length, changes.join('\n'));
      for (const [index, name] of noticed.entries())
        assert.ok(changes[index]?.startsWith(`${name} `), changes[index]);
    });
  }

  it('tells a person what was and what is', async () => {
    const before = await surfaceOf(
      'src/a.ts',
      'export const a = 1; export class B { run(c: string) { return c; } }',
    );
    const after = await surfaceOf('src/a.ts', 'export class B { run(c: number) { return c; } }');
    assert.deepEqual(compareSurfaces(before, after), [
      'a is no longer exported.',
      'B.run changes from "run (p0: string): string" to "run (p0: number): number".',
    ]);
  });

  it('reads what is written in a file of no project', async () => {
    const before = await surfaceOf(
      'loose.ts',
      'export function a(b: string): void {}\nexport const c = 1;\n',
    );
    const after = await surfaceOf('loose.ts', 'export function a(b: number): void {}\n');
    assert.deepEqual(
      compareSurfaces(before, after).map((line) => line.split(' ')[0]),
      ['a', 'c'],
    );
  });

  it('finds nothing where there is no file', async () => {
    assert.equal((await publicSurface(engine, 'src/gone.ts')).size, 0);
  });
});
