import assert from 'node:assert/strict';
import { suspectChange } from '../../../src/core/runner/changeSuspicions.ts';

const code = `import { readFile } from 'node:fs';

export function total(prices: number[]): number {
  return prices.reduce((sum, price) => sum + price, 0);
}
`;

function told(before: string | undefined, after: string | undefined): string | undefined {
  const suspicion = suspectChange({ file: 'src/a.ts', before, after });
  return suspicion === undefined ? undefined : `${suspicion.verdict}: ${suspicion.reason}`;
}

function change(from: string | RegExp, to: string): string | undefined {
  const after = code.replace(from, to);
  assert.notEqual(after, code);
  return told(code, after);
}

const many = Array.from({ length: 40 }, (_, line) => `const value${line} = ${line};`);

describe('suspectChange', () => {
  const innocent: readonly (readonly [string, string, string])[] = [
    ['an edit', 'sum + price', 'sum + price * 2'],
    ['a removed import', "import { readFile } from 'node:fs';\n", ''],
    ['a new comment', 'export function', '// Adds them up.\nexport function'],
    [
      'a moved line',
      "import { readFile } from 'node:fs';\n",
      "\nimport { readFile } from 'node:fs';\n",
    ],
    [
      'a comment that quotes code that is still there',
      'export',
      '// return prices.reduce((sum, price) => sum + price, 0);\nexport',
    ],
    [
      'a module that is declared with types',
      'export',
      "declare module 'x' { export const y: number; }\nexport",
    ],
    [
      'a throw of something else',
      '  return',
      '  if (prices.length === 0) throw new Error("empty");\n  return',
    ],
    ['a plan in a comment', 'export', '// TODO: round it\nexport'],
  ];

  for (const [what, from, to] of innocent) {
    it(`has nothing against ${what}`, () => assert.equal(change(from, to), undefined));
  }

  const odd: readonly (readonly [string, string, string, string])[] = [
    [
      'a disabled rule',
      '  return',
      '  // eslint-disable-next-line\n  return',
      'suppressed: adds eslint-disable-next-line in line 4',
    ],
    [
      'a line in a comment',
      '  return prices',
      '  // return prices',
      'suppressed: turns code into a comment in line 4',
    ],
    [
      'lines between comment signs',
      '  return prices.reduce((sum, price) => sum + price, 0);',
      '  /*\n  return prices.reduce((sum, price) => sum + price, 0);\n  */\n  return 0;',
      'suppressed: turns code into a comment in line 5',
    ],
    [
      'a module without types',
      'export',
      'declare module "x";\nexport',
      'suppressed: declares a module without types, so that all of it is any',
    ],
    [
      'a module without types or a semicolon',
      'export',
      "declare module 'x'\nexport",
      'suppressed: declares a module without types, so that all of it is any',
    ],
    [
      'a stub',
      'return prices.reduce',
      "throw new Error('Not implemented yet'); prices.reduce",
      'proposed: adds a stub that is not implemented',
    ],
    [
      'a stub on several lines',
      'return prices.reduce',
      "throw new Error(\n  'unimplemented',\n);\n prices.reduce",
      'proposed: adds a stub that is not implemented',
    ],
  ];

  for (const [what, from, to, expected] of odd) {
    it(`notices ${what}`, () => assert.equal(change(from, to), expected));
  }

  it('notices that a short statement was made a comment', () => {
    assert.equal(
      told('a();\ndebugger;\n', 'a();\n// debugger;\n'),
      'suppressed: turns code into a comment in line 2',
    );
  });

  it('notices a comment in a language with other signs', () => {
    assert.equal(
      told('import os\nimport sys\nrun()\n', '# import os\nimport sys\nrun()\n'),
      'suppressed: turns code into a comment in line 1',
    );
  });

  it('notices one of two equal lines in a comment', () => {
    assert.equal(
      told('call(one);\ncall(one);\n', 'call(one);\n// call(one);\n'),
      'suppressed: turns code into a comment in line 2',
    );
  });

  it('does not mistake a lone bracket in a comment for code', () => {
    assert.equal(told('f({\n  a,\n});\ng();\n', 'f(a);\n// });\ng();\n'), undefined);
  });

  it('calls a deleted and an emptied file a proposal', () => {
    assert.equal(told(code, undefined), 'proposed: deletes the file');
    assert.equal(told(code, ''), 'proposed: empties the file');
    assert.equal(told(code, '// Nothing left.\n'), 'proposed: empties the file');
  });

  it('calls many lost lines a proposal, few not', () => {
    assert.equal(told(many.join('\n'), many.slice(11).join('\n')), 'proposed: takes away 11 lines');
    assert.equal(told(many.join('\n'), many.slice(10).join('\n')), undefined);
  });

  it('judges a new file by what is in it', () => {
    assert.equal(told(undefined, code), undefined);
    assert.equal(told(undefined, 'export const a: any = 1;\n'), 'suppressed: adds : any in line 1');
    assert.equal(
      told(undefined, "declare module 'x';\n"),
      'suppressed: declares a module without types, so that all of it is any',
    );
  });

  it('has nothing against what was there before', () => {
    const old = `// @ts-ignore\ndeclare module 'x';\nfunction f() { throw new Error('not implemented'); }\n`;
    assert.equal(told(old, `${old}call();\n`), undefined);
  });

  it('names the gravest thing first', () => {
    assert.match(told(many.join('\n'), '// @ts-nocheck\n') ?? '', /^suppressed: adds @ts-nocheck/);
  });
});
