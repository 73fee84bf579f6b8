/** A piece of code with a diagnostic, and what TypeScript's fixes for that are worth. */
export interface FixSample {
  readonly what: string;
  readonly code: string;
  readonly text: string;
  /** In the order in which they are offered. */
  readonly worths: readonly ('safe' | 'proposed')[];
  /** The text after the first of them. */
  readonly fixed?: string;
}

/** Beside each sample stand these. */
export const sharedFiles: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module" }',
  'src/shared.ts': [
    'export interface Size { readonly width: number }',
    'export const onlyHere = 1;',
    'export const hereAndThere = 1;',
    'const kept = 2;',
    'export const open = kept;',
    '',
  ].join('\n'),
  'src/other.ts': 'export const hereAndThere = 2;\n',
};

function sample(
  what: string,
  code: string,
  text: string,
  worths: FixSample['worths'],
  fixed?: string,
): FixSample {
  return { what, code, text, worths, ...(fixed === undefined ? {} : { fixed }) };
}

const unused: readonly FixSample[] = [
  sample(
    'an unused import',
    '6133',
    "import { onlyHere, open } from './shared.js';\nexport const a = open;\n",
    ['safe'],
    "import { open } from './shared.js';\nexport const a = open;\n",
  ),
  sample(
    'an import of which nothing is used',
    '6192',
    "import { onlyHere, open } from './shared.js';\nexport const a = 1;\n",
    ['safe'],
    'export const a = 1;\n',
  ),
  sample(
    'an unused variable',
    '6133',
    'const unused = { a: [1, 2] };\nexport {};\n',
    ['safe'],
    'export {};\n',
  ),
  sample(
    'an unused variable that is set again',
    '6133',
    'let unused = 1;\nunused = 2;\nexport {};\n',
    ['safe'],
    'export {};\n',
  ),
  sample(
    'unused elements of a pattern',
    '6133',
    'const [first, second] = [1, 2];\nexport const a = second;\n',
    ['safe'],
  ),
  sample(
    'an unused inferred type',
    '6133',
    'export type A<T> = T extends (infer U)[] ? 1 : 2;\n',
    ['safe', 'proposed'],
    'export type A<T> = T extends (unknown)[] ? 1 : 2;\n',
  ),
  sample(
    'an unused variable that keeps what a call returns',
    '6133',
    'const unused = [1].pop();\nexport {};\n',
    ['proposed'],
  ),
  sample(
    'an unused variable that keeps a new object',
    '6133',
    'const unused = new Date();\nexport {};\n',
    ['proposed'],
  ),
  sample(
    'an unused variable that is awaited',
    '6133',
    'const unused = await { then: null };\nexport {};\n',
    ['proposed'],
  ),
  sample(
    'an unused variable set by an assignment',
    '6133',
    'export let other = 0;\nconst unused = (other = 1);\n',
    ['proposed'],
  ),
  sample(
    'an unused variable of a tagged template',
    '6133',
    'const unused = String.raw`text`;\nexport {};\n',
    ['proposed'],
  ),
  sample(
    'an unused variable that is set by a call later',
    '6133',
    'let unused = 1;\nunused = [1].push(1);\nexport {};\n',
    ['proposed'],
  ),
  sample(
    'an unused variable that holds a function',
    '6133',
    'const unused = () => 1;\nexport {};\n',
    ['proposed'],
  ),
  sample('an unused function', '6133', 'function unused() {}\nexport {};\n', ['proposed']),
  sample('an unused class', '6196', 'class Unused {}\nexport {};\n', ['proposed']),
  sample('an unused interface', '6196', 'interface Unused {}\nexport {};\n', ['proposed']),
  sample('an unused type', '6196', 'type Unused = 1;\nexport {};\n', ['proposed']),
  sample('an unused enum', '6196', 'enum Unused { a }\nexport {};\n', ['proposed']),
  sample('an unused private property', '6133', 'export class A { private unused = 1; }\n', [
    'proposed',
  ]),
  sample('an unused private method', '6133', 'export class A { private unused() {} }\n', [
    'proposed',
  ]),
  sample(
    'an unused parameter: better gone than renamed',
    '6133',
    'export function a(unused: number, used: number) { return used; }\n',
    ['proposed', 'proposed'],
  ),
  sample('an unused type parameter', '6133', 'export function a<T>() {}\n', ['proposed']),
  sample('an unused variable of a loop', '6133', 'for (const unused of [1]) {}\nexport {};\n', [
    'proposed',
    'proposed',
  ]),
  sample('unreachable code', '7027', 'export function a() { return 1; a(); }\n', ['proposed']),
  sample('an unused label', '7028', 'label: for (const a of [1]) { void a; }\nexport {};\n', [
    'safe',
  ]),
];

const names: readonly FixSample[] = [
  sample(
    'a missing import that one module has',
    '2304',
    'export const a = onlyHere;\n',
    ['safe'],
    'import { onlyHere } from "./shared.js";\n\nexport const a = onlyHere;\n',
  ),
  sample(
    'a missing import of a type',
    '2304',
    "import { open } from './shared.js';\nexport const a: Size = { width: open };\n",
    ['safe'],
    "import { open, type Size } from './shared.js';\nexport const a: Size = { width: open };\n",
  ),
  sample('a missing import that two modules have', '2304', 'export const a = hereAndThere;\n', [
    'proposed',
    'proposed',
  ]),
  sample(
    'a misspelt name',
    '2552',
    'const available = 1;\nexport const a = availabel;\nexport const b = available;\n',
    ['safe'],
    'const available = 1;\nexport const a = available;\nexport const b = available;\n',
  ),
  sample(
    'a misspelt member',
    '2551',
    "export const a = 'x'.toUperCase();\n",
    ['safe'],
    "export const a = 'x'.toUpperCase();\n",
  ),
  sample(
    'a name that is not that similar',
    '2552',
    'const res = 1;\nexport const a = fresh;\nexport const b = res;\n',
    ['proposed'],
  ),
  sample('a name that is similar to a type of the language', '2552', 'export const a = useIt;\n', [
    'proposed',
  ]),
  sample('a name that is similar to a global of the browser', '2552', 'export const a = nam;\n', [
    'proposed',
  ]),
  sample('a variable that is not declared', '2304', 'fresh2 = 1;\nexport {};\n', ['proposed']),
  sample('a function that is not declared', '2304', 'export const a = notThere1(1);\n', [
    'proposed',
  ]),
  sample(
    'a member without this',
    '2663',
    'export class A { size = 1; a() { return size; } }\n',
    ['safe'],
    'export class A { size = 1; a() { return this.size; } }\n',
  ),
  sample(
    'a static member without its class',
    '2662',
    'export class A { static size = 1; a() { return size; } }\n',
    ['safe'],
    'export class A { static size = 1; a() { return A.size; } }\n',
  ),
  sample(
    'something that another module does not export',
    '2459',
    "import { kept } from './shared.js';\nexport const a = kept;\n",
    ['proposed'],
  ),
];

const types: readonly FixSample[] = [
  sample(
    'a type imported as a value',
    '1484',
    "import { Size } from './shared.js';\nexport const a: Size = { width: 1 };\n",
    ['safe', 'safe'],
    "import type { Size } from './shared.js';\nexport const a: Size = { width: 1 };\n",
  ),
  sample(
    'a type exported as a value',
    '1205',
    "export { Size } from './shared.js';\n",
    ['safe'],
    "export type { Size } from './shared.js';\n",
  ),
  sample(
    'a member that overrides another',
    '4114',
    'class A { run() {} }\nexport class B extends A { run() {} }\n',
    ['safe'],
    'class A { run() {} }\nexport class B extends A { override run() {} }\n',
  ),
  sample(
    'a property of an index signature',
    '4111',
    "export const a = (b: Record<string, 'c'>) => b.size;\n",
    ['safe'],
    "export const a = (b: Record<string, 'c'>) => b['size'];\n",
  ),
  sample(
    'an async function without a promise',
    '1064',
    'export async function a(): number { return 1; }\n',
    ['safe'],
    'export async function a(): Promise<number> { return 1; }\n',
  ),
  sample(
    'a parameter whose use shows its type',
    '7006',
    'export function a(n) { return n * 2; }\n',
    ['safe'],
    'export function a(n: number) { return n * 2; }\n',
  ),
  sample('a parameter whose use shows nothing', '7006', 'export function a(n) { return n; }\n', []),
  sample(
    'an interface that is extended by a class',
    '2689',
    'interface Rare { a: number }\nexport class B extends Rare { a = 1; }\n',
    ['safe'],
    'interface Rare { a: number }\nexport class B implements Rare { a = 1; }\n',
  ),
  sample(
    'a module used as a type',
    '1340',
    "export type A = import('./shared.js');\n",
    ['safe'],
    "export type A = typeof import('./shared.js');\n",
  ),
  sample(
    'a promise that holds nothing',
    '2794',
    'export const a = new Promise((done) => done());\n',
    ['safe'],
    'export const a = new Promise<void>((done) => done());\n',
  ),
  sample('a conversion that cannot be right', '2352', "export const a = 'x' as number;\n", []),
  sample('a property that is not set', '2564', 'export class A { a: string; }\n', [
    'proposed',
    'proposed',
  ]),
  sample(
    'an interface that is not implemented',
    '2420',
    'interface A { a(): void }\nexport class B implements A {}\n',
    ['proposed'],
  ),
  sample(
    'an abstract member that is missing',
    '2515',
    'abstract class A { abstract a(): void }\nexport class B extends A {}\n',
    ['proposed'],
  ),
  sample('properties that are missing', '2741', 'export const a: { b: number } = {};\n', [
    'proposed',
  ]),
  sample('a method that is missing', '2339', 'class A {}\nexport const a = new A().run(1);\n', [
    'proposed',
  ]),
  sample(
    'a property that would be any',
    '2339',
    'class A {}\nexport const a = new A().size;\n',
    [],
  ),
  sample(
    'an argument too many',
    '2554',
    'function a(b: number) { return b; }\nexport const c = a(1, 2);\n',
    ['proposed', 'proposed'],
  ),
];

const behaviour: readonly FixSample[] = [
  sample(
    'a comparison with NaN',
    '2845',
    'export const a = (b: number) => b === NaN;\n',
    ['safe'],
    'export const a = (b: number) => Number.isNaN(b);\n',
  ),
  sample(
    'a class that is called',
    '2348',
    'class A {}\nexport const a = A();\n',
    ['safe'],
    'class A {}\nexport const a = new A();\n',
  ),
  sample(
    'an equals sign in an object',
    '1312',
    'export const a = { b = 1 };\n',
    ['safe'],
    'export const a = { b: 1 };\n',
  ),
  sample(
    'a semicolon in an object',
    '1005',
    'export const a = { b: 1; c: 2 };\n',
    ['safe'],
    'export const a = { b: 1, c: 2 };\n',
  ),
  sample(
    'a getter that is called',
    '6234',
    'class A { get a() { return 1; } }\nexport const a = new A().a();\n',
    ['safe'],
  ),
  sample(
    'a constructor without super',
    '2377',
    'class A {}\nexport class B extends A { constructor() {} }\n',
    ['safe'],
  ),
  sample(
    'a promise that is not awaited',
    '2365',
    'export const a = async (b: Promise<number>) => b + 1;\n',
    ['proposed'],
  ),
  sample(
    'await outside of an async function',
    '1308',
    'export function a(b: Promise<void>) { await b; }\n',
    ['proposed'],
  ),
  sample('a constant that is set again', '2588', 'const a = 1;\na = 2;\nexport const b = a;\n', [
    'proposed',
  ]),
  sample(
    'a function that is not called',
    '2774',
    'export const a = (b: { c(): boolean }) => { if (b.c) return 1; return 2; };\n',
    ['proposed'],
  ),
  sample('a value that is not returned', '2355', 'export const a = (): number => { 1; };\n', [
    'proposed',
    'proposed',
  ]),
];

export const fixSamples: readonly FixSample[] = [...unused, ...names, ...types, ...behaviour];
