import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CandidateFix } from '../../../../src/core/agents/quickFix/fixer.ts';
import { LanguageServerFixer } from '../../../../src/core/agents/quickFix/languageServer/languageServerFixer.ts';
import { applyEdits } from '../../../../src/core/agents/quickFix/textEdits.ts';
import { LanguageServer } from '../../../../src/core/checkers/languageServer/languageServer.ts';
import { LanguageServerChecker } from '../../../../src/core/checkers/languageServer/languageServerChecker.ts';
import type { Diagnostic } from '../../../../src/core/protocol/diagnostic.ts';
import type { LanguageServerSettings } from '../../../../src/core/protocol/settings.ts';
import { filesIn, places } from '../../../support/scriptedWorkspace.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

const packages = join(import.meta.dirname, '../../../../node_modules');
const signal = new AbortController().signal;

const typeScript: LanguageServerSettings = {
  kind: 'lsp',
  id: 'typescript7',
  command: process.execPath,
  args: [join(packages, 'typescript7/bin/tsc'), '--lsp', '--stdio'],
  extensions: ['.ts', '.tsx'],
  languageId: 'typescript',
};

const biome: LanguageServerSettings = {
  kind: 'lsp',
  id: 'biome',
  command: process.execPath,
  args: [join(packages, '@biomejs/biome/bin/biome'), 'lsp-proxy'],
  extensions: ['.ts', '.css'],
  languageId: 'typescript',
};

describe('A real language server', function () {
  this.timeout(30_000);
  let project: TemporaryProject;
  let cache: TemporaryProject;
  let checker: LanguageServerChecker;
  let fixer: LanguageServerFixer;

  async function start(
    settings: LanguageServerSettings,
    files: Readonly<Record<string, string>>,
  ): Promise<void> {
    project = await temporaryProject(files);
    cache = await temporaryProject({});
    const server = new LanguageServer({
      settings,
      root: project.root,
      listFiles: () => filesIn(project.root),
      // Biome keeps one daemon for each cache folder: a test has no business with anybody else's.
      spawn: (command, args, options) =>
        spawn(command, args, { ...options, env: { ...process.env, XDG_CACHE_HOME: cache.root } }),
    });
    checker = new LanguageServerChecker(server);
    fixer = new LanguageServerFixer(server, (diagnostic) => checker.claims(diagnostic));
  }

  async function candidatesFor(
    diagnostic: Diagnostic | undefined,
  ): Promise<readonly CandidateFix[]> {
    assert.ok(diagnostic !== undefined);
    const [offers] = await fixer.candidates([diagnostic], signal);
    return offers ?? [];
  }

  async function apply(fix: CandidateFix | undefined): Promise<void> {
    assert.ok(fix !== undefined);
    for (const file of new Set(fix.edits.map((edit) => edit.file))) {
      const edits = fix.edits.filter((edit) => edit.file === file);
      await project.write(file, applyEdits(await project.read(file), edits));
    }
  }

  afterEach(async () => {
    await checker.dispose();
    await project.remove();
    await cache.remove();
  });

  describe('TypeScript 7, which is asked for diagnostics', () => {
    const tsconfig = JSON.stringify({
      compilerOptions: { strict: true, types: [], jsx: 'preserve' },
      include: ['*'],
    });

    it('tells what is wrong, behind text of any alphabet', async () => {
      await start(typeScript, {
        'tsconfig.json': tsconfig,
        'a.ts': "const text = '漢字𝒳'; export const sum: number = text;\r\n",
      });
      assert.deepEqual(await checker.check({}), [
        {
          file: 'a.ts',
          range: { line: 1, column: 35, endLine: 1, endColumn: 38 },
          severity: 'error',
          source: 'ts',
          code: '2322',
          message: "Type 'string' is not assignable to type 'number'.",
        },
      ]);
    });

    it('sees what an edit in another file, that it was never given, brings about', async () => {
      await start(typeScript, {
        'tsconfig.json': tsconfig,
        'a.ts': "import { b } from './b';\nexport const a: string = b;\n",
        'b.ts': "export const b = 'text';\n",
      });
      assert.deepEqual(await checker.check({ files: ['a.ts'] }), []);
      await project.write('b.ts', 'export const b = 12345;\n');
      assert.deepEqual(places(await checker.check({ files: ['a.ts'] })), ['a.ts:2:14 2322']);
      await rm(project.path('b.ts'));
      assert.deepEqual(places(await checker.check({ files: ['a.ts'] })), ['a.ts:1:19 2307']);
      await project.write('b.ts', "export const b = 'back';\n");
      assert.deepEqual(await checker.check({ files: ['a.ts'] }), []);
    });

    it('sees a change of the configuration', async () => {
      await start(typeScript, {
        'tsconfig.json': tsconfig,
        'a.ts': 'export function f(x) { return x; }\n',
      });
      assert.deepEqual(places(await checker.check({})), ['a.ts:1:19 7006']);
      await project.write('tsconfig.json', tsconfig.replace('"strict":true', '"strict":false'));
      const errors = (await checker.check({})).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, []);
    });

    it('reads JSX where the file may have it', async () => {
      await start(typeScript, {
        'tsconfig.json': tsconfig,
        'a.tsx':
          'declare namespace JSX { interface IntrinsicElements { b: {} } }\nconst b = <b>x</b>;\n',
      });
      const syntax = (await checker.check({})).filter(({ code }) => code.startsWith('1'));
      assert.deepEqual(syntax, []);
    });

    it('offers a missing import, which makes the error go away', async () => {
      await start(typeScript, {
        'tsconfig.json': tsconfig,
        'a.ts': 'export const a = helpful(1);\n',
        'b.ts': 'export function helpful(x: number): number { return x; }\n',
      });
      const [missing] = await checker.check({ files: ['a.ts'] });
      assert.equal(missing?.code, '2304');
      assert.ok(fixer.handles(missing));
      const [first] = await candidatesFor(missing);
      assert.match(first?.title ?? '', /import from "\.\/b"/);
      await apply(first);
      assert.deepEqual(await checker.check({ files: ['a.ts'] }), []);
    });
  });

  describe('Biome, which publishes diagnostics', () => {
    const configuration = JSON.stringify({ linter: { rules: { recommended: true } } });

    it('is waited for, edit after edit', async () => {
      await start(biome, { 'biome.json': configuration, 'a.ts': 'debugger;\n', 'b.ts': '' });
      assert.deepEqual(places(await checker.check({})), ['a.ts:1:1 lint/suspicious/noDebugger']);
      await project.write('a.ts', 'export const a = 1;\n');
      assert.deepEqual(await checker.check({}), []);
      await project.write('b.ts', 'export const b = 1;\n\ndebugger;\n');
      assert.deepEqual(places(await checker.check({})), ['b.ts:3:1 lint/suspicious/noDebugger']);
    });

    it('has its safe fix taken for safe, at the right place in a file with Windows line ends', async () => {
      await start(biome, {
        'biome.json': configuration,
        'a.ts':
          "\uFEFFexport {};\r\nexport const é = '漢𝒳'; let count = 1;\r\nexport default count;\r\n",
      });
      const found = await checker.check({});
      const target = found.find(({ code }) => code === 'lint/style/useConst');
      const offers = await candidatesFor(target);
      assert.deepEqual(
        offers.map(({ worth }) => worth),
        ['safe'],
      );
      await apply(offers[0]);
      assert.match(await project.read('a.ts'), /'; const count = 1;\r\n/);
      assert.ok(!(await checker.check({})).some(({ code }) => code === 'lint/style/useConst'));
    });

    it('has its unsafe fix only proposed, and its suppressions never offered', async () => {
      await start(biome, {
        'biome.json': configuration,
        'a.ts': 'debugger;\nexport const a = 1;\n',
      });
      const [target] = await checker.check({});
      const offers = await candidatesFor(target);
      assert.deepEqual(
        offers.map(({ worth }) => worth),
        ['proposed'],
      );
      assert.match(offers[0]?.title ?? '', /unsafe fix for noDebugger/);
      await apply(offers[0]);
      assert.deepEqual(await checker.check({}), []);
    });
  });
});
