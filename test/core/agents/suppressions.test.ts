import assert from 'node:assert/strict';
import { findSuppressions, newSuppressions } from '../../../src/core/agents/suppressions.ts';

function patternsIn(text: string): string[] {
  return findSuppressions(text).map(({ pattern, rule }) =>
    rule === '' ? pattern : `${pattern} ${rule}`,
  );
}

/** Each text, with what is in it. */
const known: readonly (readonly [text: string, ...found: readonly string[]])[] = [
  ['/* eslint-disable */', 'eslint-disable'],
  ['// eslint-disable-line', 'eslint-disable-line'],
  ['// eslint-disable-next-line no-eval -- needed', 'eslint-disable-next-line no-eval'],
  [
    '{/* eslint-disable-next-line a, @b/c */}',
    'eslint-disable-next-line a',
    'eslint-disable-next-line @b/c',
  ],
  ['/* eslint no-console: "off" */', 'eslint rule off'],
  ['// oxlint-disable no-debugger', 'oxlint-disable no-debugger'],
  ['/* stylelint-disable-next-line color-named */', 'stylelint-disable-next-line color-named'],
  ['// @ts-ignore', '@ts-ignore'],
  ['// @ts-expect-error: later', '@ts-expect-error'],
  ['//@ts-nocheck', '@ts-nocheck'],
  ['/** @ts-ignore */', '@ts-ignore'],
  ['/**\n * @ts-ignore\n */', '@ts-ignore'],
  ['// biome-ignore lint/suspicious/noDebugger: wanted', 'biome-ignore lint/suspicious/noDebugger'],
  ['// biome-ignore-all lint: generated', 'biome-ignore-all lint'],
  ['<!-- prettier-ignore -->', 'prettier-ignore'],
  ['x = 1  # noqa', 'noqa'],
  ['x = 1  # noqa: E501,F401', 'noqa E501', 'noqa F401'],
  ['# ruff: noqa: F401', 'noqa F401'],
  ['x = f()  # type: ignore', 'type: ignore'],
  ['x = f()  # type: ignore[attr-defined]', 'type: ignore attr-defined'],
  ['x = f()  # pyright: ignore[reportCall]', 'pyright: ignore reportCall'],
  [
    '# pylint: disable=missing-docstring, line-too-long',
    'pylint: disable missing-docstring',
    'pylint: disable line-too-long',
  ],
  ['# mypy: ignore-errors', 'mypy: ignore-errors'],
  ['x := f() //nolint:errcheck,gosec', 'nolint errcheck', 'nolint gosec'],
  ['call(); // NOSONAR', 'NOSONAR'],
  ['int i; // NOLINT(bugprone-x)', 'NOLINT bugprone-x'],
  ['x # rubocop:disable Style/For', 'rubocop:disable Style/For'],
  ['#[allow(dead_code, unused)]', '#[allow] dead_code', '#[allow] unused'],
  ['#![allow(warnings)]', '#[allow] warnings'],
  ['@SuppressWarnings("unchecked")', '@SuppressWarnings'],
  ['#pragma warning disable CS0168', '#pragma warning disable CS0168'],
  ['// phpcs:ignore Squiz.Files', 'phpcs:ignore Squiz.Files'],
  ['// swiftlint:disable force_cast', 'swiftlint:disable force_cast'],
  ['//noinspection JSUnused', 'noinspection JSUnused'],
  ['/* istanbul ignore next */', 'coverage ignore'],
  ['// c8 ignore start', 'coverage ignore'],
  ['if x:  # pragma: no cover', 'pragma: no cover'],
  ['it.skip("x", f)', '.skip'],
  ['describe.skip("x", f)', '.skip'],
  ['test.only("x", f)', '.only'],
  ['xit("x", f); xdescribe("y", f); xtest("z", f)', 'xit', 'xit', 'xit'],
  ['@pytest.mark.skip(reason="x")', '@pytest.mark.skip'],
  ['@Ignore\nvoid f() {}', '@Ignore'],
  ['t.Skip("x")', 't.Skip'],
  ['const a = b as any;', 'as any'],
  ['const a: any = b;', ': any'],
  ['f<any>(b)', '<any>'],
  ['const a: Map<string, any[]> = b;', '<any>'],
  ['const a = b as unknown as C;', 'as unknown as'],
  ['f(b as never)', 'as never'],
  ['/** @type {any} */', '@type {any}'],
  ['def f(x: Any) -> Any: pass', ': Any', ': Any'],
];

/** Texts that only look like it. */
const innocent: readonly string[] = [
  'const text = "// eslint-disable-next-line no-eval";',
  "const text = 'x as any';",
  'const text = `\n// @ts-ignore\nit.skip()`;',
  'text = """\n# noqa\n"""',
  '// We never write "x as any", nor skip with it.skip(.',
  '// Here @ts-ignore would be wrong.',
  '// whether any: any of them',
  '// eslint-disabled',
  '// biome-ignored',
  'const any = many(anyone);',
  'if (a < any && b > c) {}',
  'const key = { kind: any() };',
  'class A { #count = 0; noqa() {} }',
  'color: #fffaaa;',
  "don't; // just an apostrophe",
  'const skip = it.skipped;',
  'profit(); benefit(1); model.fit(x)',
  'files: src/**/*.ts',
];

describe('findSuppressions', () => {
  for (const [text, ...found] of known) {
    it(`finds ${found.join(' and ')} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(patternsIn(text), found);
    });
  }

  for (const text of innocent) {
    it(`finds none in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(patternsIn(text), []);
    });
  }

  it('names the line, whatever the line ends are', () => {
    const text = 'a\r\nb\r\nc // @ts-ignore\r\n\r\nd as any\r\n';
    assert.deepEqual(
      findSuppressions(text).map(({ line }) => line),
      [3, 5],
    );
  });

  it('takes an apostrophe for no string, so that what follows on other lines is seen', () => {
    assert.deepEqual(patternsIn("it's\nx as any;\ndon't"), ['as any']);
  });

  it('is done with a long text in no time that anybody would notice', () => {
    const text = `const a = 'b'; /* c */ // d\n${'` '.repeat(3)}\n`.repeat(20_000);
    assert.deepEqual(findSuppressions(text), []);
  });
});

describe('newSuppressions', () => {
  it('finds nothing new when one is moved', () => {
    const before = '// @ts-ignore\na();\nb();\n';
    const after = 'b();\n// @ts-ignore\na();\n';
    assert.deepEqual(newSuppressions(before, after), []);
  });

  it('points at the one that was added, not at the one that was there', () => {
    const before = '// @ts-ignore\na();\nb();\n';
    const after = '// @ts-ignore because of b\nb();\n// @ts-ignore\na();\n';
    assert.deepEqual(newSuppressions(before, after), [
      { pattern: '@ts-ignore', rule: '', line: 1 },
    ]);
  });

  it('sees a directive that silences one rule more', () => {
    const found = newSuppressions('x # noqa: E501', 'x # noqa: E501, F401');
    assert.deepEqual(found, [{ pattern: 'noqa', rule: 'F401', line: 1 }]);
  });

  it('sees a directive that now silences everything', () => {
    const found = newSuppressions('x # noqa: E501', 'x # noqa');
    assert.deepEqual(found, [{ pattern: 'noqa', rule: '', line: 1 }]);
  });

  it('sees one kind that takes the place of another', () => {
    const found = newSuppressions('// @ts-ignore\na();', '// @ts-expect-error\na();');
    assert.deepEqual(
      found.map(({ pattern }) => pattern),
      ['@ts-expect-error'],
    );
  });

  it('finds nothing when one is taken away', () => {
    assert.deepEqual(newSuppressions('a as any; b as any;', 'a; b as any;'), []);
  });
});
