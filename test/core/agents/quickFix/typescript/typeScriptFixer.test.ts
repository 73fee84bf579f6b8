import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { CandidateFix } from '../../../../../src/core/agents/quickFix/fixer.ts';
import { TypeScriptFixer } from '../../../../../src/core/agents/quickFix/typescript/typeScriptFixer.ts';
import { isCancellation } from '../../../../../src/core/base/swarmError.ts';
import { openTypeScript } from '../../../../../src/core/checkers/typescript/typeScriptTools.ts';
import type { Diagnostic } from '../../../../../src/core/protocol/diagnostic.ts';
import {
  type InstalledTypeScript,
  strictOptions,
  type TypeScriptFixture,
  typeScriptFixture,
} from '../../../../support/typeScriptFixture.ts';
import { fixSamples, sharedFiles } from './fixSamples.ts';

const compilerOptions = {
  ...strictOptions,
  lib: ['es2022', 'dom'],
  verbatimModuleSyntax: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
};

const unused = 'const unused = 1;\n';

async function openFixer(root: string) {
  const { engine, checker } = await openTypeScript(root);
  assert.ok(engine && checker);
  return { checker, fixer: new TypeScriptFixer(engine) };
}

function edited(text: string, { edits }: CandidateFix): string {
  return edits
    .toSorted((left, right) => right.start - left.start)
    .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
}

describe('TypeScriptFixer', () => {
  const { signal } = new AbortController();
  let fixture: TypeScriptFixture;

  describe('of each kind of fix', () => {
    const file = (index: number): string => `src/sample${index}.ts`;
    let opened: Awaited<ReturnType<typeof openFixer>>;
    let diagnostics: readonly Diagnostic[];
    let offers: readonly (readonly CandidateFix[])[];

    before(async () => {
      const texts = fixSamples.map(({ text }, index) => [file(index), text]);
      const files = { ...sharedFiles, ...Object.fromEntries(texts) };
      fixture = await typeScriptFixture(files, { compilerOptions, include: ['src'] });
      opened = await openFixer(fixture.root);
      diagnostics = await opened.checker.check({});
      offers = await opened.fixer.candidates(diagnostics, signal);
    });

    after(async () => {
      await opened.checker.dispose();
      await fixture.remove();
    });

    const offersFor = (index: number): readonly CandidateFix[] => {
      const { code } = fixSamples[index] ?? {};
      const at = diagnostics.findIndex((one) => one.file === file(index) && one.code === code);
      const codes = diagnostics.filter((one) => one.file === file(index)).map((one) => one.code);
      assert.notEqual(at, -1, `no ${code}, but ${codes}`);
      return offers[at] ?? [];
    };

    for (const [index, { what, text, worths, fixed }] of fixSamples.entries()) {
      it(`offers for ${what}: ${worths.join(', ') || 'nothing'}`, () => {
        const found = offersFor(index);
        const told = found.map(({ worth, title, reason }) => `${worth}: ${title}: ${reason}`);
        assert.deepEqual(
          found.map(({ worth }) => worth),
          worths,
          told.join('\n'),
        );
        const [best] = found;
        if (fixed !== undefined && best !== undefined) assert.equal(edited(text, best), fixed);
      });
    }

    it('offers deletion before a mere underscore', () => {
      const index = fixSamples.findIndex(({ what }) => what.startsWith('an unused parameter'));
      const titles = offersFor(index).map(({ title }) => title);
      assert.match(titles.join('\n'), /^Remove .*\nPrefix /);
    });

    it('makes the diagnostic go away by what it calls safe', async () => {
      const safe = fixSamples.map((_, index) =>
        offersFor(index).find(({ worth }) => worth === 'safe'),
      );
      for (const [index, offer] of safe.entries()) {
        if (offer !== undefined)
          await fixture.write(file(index), edited(fixSamples[index]?.text ?? '', offer));
      }
      const left = await opened.checker.check({});
      for (const [index, offer] of safe.entries()) {
        const isLeft = left.some(
          (one) => one.file === file(index) && one.code === fixSamples[index]?.code,
        );
        assert.ok(offer === undefined || !isLeft, fixSamples[index]?.what);
      }
    });
  });

  describe('in a project of its own', () => {
    let opened: Awaited<ReturnType<typeof openFixer>>;

    const open = async (
      files: Record<string, string>,
      release?: InstalledTypeScript,
      options = {},
    ) => {
      fixture = await typeScriptFixture(files, {
        compilerOptions: { ...strictOptions, ...options },
      });
      if (release !== undefined) await fixture.install(release);
      opened = await openFixer(fixture.root);
    };

    const offersOf = async (file: string, code: string): Promise<readonly CandidateFix[]> => {
      const found = await opened.checker.check({ files: [file] });
      const wanted = found.filter((one) => one.code === code);
      const [offers] = await opened.fixer.candidates(wanted, signal);
      assert.ok(offers, `no ${code} among ${found.map((one) => one.code)}`);
      return offers;
    };

    afterEach(async () => {
      await opened.checker.dispose();
      await fixture.remove();
    });

    for (const release of ['typescript5', 'typescript7'] as const) {
      it(`mends a project that has its own ${release}`, async () => {
        await open({ 'a.ts': `export {};\n${unused}` }, release);
        const [best] = await offersOf('a.ts', '6133');
        assert.equal(best && edited(`export {};\n${unused}`, best), 'export {};\n');
      });
    }

    it('answers for files as they are now, in the order of the question', async () => {
      await open({ 'a.ts': `export {};\n${unused}`, 'b.ts': 'export const b = 1;\n' });
      const found = await opened.checker.check({});
      await fixture.write('a.ts', `export {};\n\n\n${unused}`);
      const moved = found.map((one) => ({ ...one, range: { ...one.range, line: 4, endLine: 4 } }));
      const offers = await opened.fixer.candidates([...found, ...moved], signal);
      assert.deepEqual(
        offers.map((one) => one.length),
        [0, 1],
      );
    });

    it('counts offsets from the byte order mark on', async () => {
      const text = `\uFEFFexport {};\n${unused}`;
      await open({ 'a.ts': text });
      const [best] = await offersOf('a.ts', '6133');
      assert.equal(best && edited(text, best), '\uFEFFexport {};\n');
    });

    it('leaves files in other encodings alone', async () => {
      await open({});
      await writeFile(
        `${fixture.root}/a.ts`,
        Buffer.from(`\uFEFFexport {};\n${unused}`, 'utf16le'),
      );
      assert.deepEqual(await offersOf('a.ts', '6133'), []);
    });

    it('says so when a fix edits another file', async () => {
      await open({
        'a.ts': 'const hidden = 1;\nexport const b = hidden;\n',
        'b.ts': 'import { hidden } from "./a.js";\nexport const c = hidden;\n',
      });
      const [best] = await offersOf('b.ts', '2459');
      assert.deepEqual(
        best?.edits.map(({ file }) => file),
        ['a.ts'],
      );
    });

    it('writes as the file is written', async () => {
      const text =
        "export class A {\r\n\trun() { return 'a'; }\r\n}\r\nexport class B implements A {\r\n\tother() { return 'b'; }\r\n}\r\n";
      await open({ 'a.ts': text });
      const [best] = await offersOf('a.ts', '2720');
      const written = (best && edited(text, best)) ?? '';
      assert.match(written, /\r\n\trun\(\): string \{\r\n\t\tthrow/);
      assert.doesNotMatch(written, /[^\r]\n/);
    });

    it('takes the indentation from .editorconfig where the file shows none', async () => {
      const text = 'interface A { run(): void }\nexport class B implements A {}\n';
      await open({
        'a.ts': text,
        '.editorconfig':
          '[*]\nindent_style = space\nindent_size = 3\n[*.{js,ts}]\nindent_style = tab\n',
      });
      const [best] = await offersOf('a.ts', '2420');
      assert.match((best && edited(text, best)) ?? '', /\n\trun\(\): void \{\n\t\tthrow/);
    });

    it('imports without an ending where the project resolves without', async () => {
      await open(
        { 'lib.ts': 'export const far = 1;\n', 'a.ts': 'export const a = far;\n' },
        undefined,
        { module: 'esnext', moduleResolution: 'bundler' },
      );
      const [best] = await offersOf('a.ts', '2304');
      assert.match(best?.edits[0]?.newText ?? '', /from "\.\/lib"/);
    });

    it('offers nothing that silences JavaScript', async () => {
      await open(
        {
          'a.js':
            '/** @param {number} a */\nexport const b = (a) => a * "x";\nexport const c = (d) => d;\n',
        },
        undefined,
        { allowJs: true, checkJs: true },
      );
      const found = await opened.checker.check({});
      const offers = await opened.fixer.candidates(found, signal);
      assert.ok(found.length >= 2);
      assert.deepEqual(offers.flat(), []);
    });

    it('handles what TypeScript says about sources', async () => {
      await open({ 'a.ts': '' });
      const diagnostic: Diagnostic = {
        file: 'a.ts',
        range: { line: 1, column: 1, endLine: 1, endColumn: 2 },
        severity: 'error',
        source: 'ts',
        code: '6133',
        message: '',
      };
      assert.ok(opened.fixer.handles(diagnostic));
      assert.ok(!opened.fixer.handles({ ...diagnostic, source: 'eslint' }));
      assert.ok(!opened.fixer.handles({ ...diagnostic, file: 'tsconfig.json' }));
    });

    it('stops when asked to', async () => {
      await open({ 'a.ts': `export {};\n${unused}` });
      const found = await opened.checker.check({});
      await assert.rejects(opened.fixer.candidates(found, AbortSignal.abort()), isCancellation);
    });
  });
});
