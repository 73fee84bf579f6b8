import assert from 'node:assert/strict';
import {
  createEslintEngine,
  type EslintEngine,
} from '../../../../src/core/checkers/eslint/eslintEngine.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

const config = `export default [
  { ignores: ['dist'] },
  { files: ['**/*.js'], rules: { 'no-var': 'error', 'no-undef': 'warn' } },
];`;

const typedConfig = `import { parser, plugin } from 'typescript-eslint';
export default [{
  files: ['**/*.ts'],
  languageOptions: { parser, parserOptions: PARSER_OPTIONS },
  plugins: { '@typescript-eslint': plugin },
  rules: { '@typescript-eslint/no-floating-promises': 'error' },
}];`;

const typeSettings = {
  'a project service': '{ projectService: true, tsconfigRootDir: import.meta.dirname }',
  'a tsconfig': "{ project: './tsconfig.json', tsconfigRootDir: import.meta.dirname }",
};

describe('EslintEngine', () => {
  const projects: TemporaryProject[] = [];

  async function open(files: Readonly<Record<string, string>>): Promise<TemporaryProject> {
    const project = await temporaryProject({ 'package.json': '{"type":"module"}', ...files });
    projects.push(project);
    await project.linkPackages();
    return project;
  }

  async function engineOf(project: TemporaryProject): Promise<EslintEngine> {
    const engine = await createEslintEngine(project.root);
    assert.ok(engine);
    return engine;
  }

  async function rulesOf(engine: EslintEngine, files?: readonly string[]): Promise<string[]> {
    const linted = await engine.lint({ files });
    return linted.flatMap(({ file, messages }) => messages.map((each) => `${file} ${each.ruleId}`));
  }

  afterEach(async () => {
    await Promise.all(projects.splice(0).map((project) => project.remove()));
  });

  describe('finding the ESLint of a project', () => {
    it('gives no engine to a project without a configuration', async () => {
      const project = await open({ 'a.js': '' });
      assert.equal(await createEslintEngine(project.root), undefined);
    });

    it('gives no engine to a project without an installed ESLint', async () => {
      const project = await temporaryProject({ 'eslint.config.js': config });
      projects.push(project);
      assert.equal(await createEslintEngine(project.root), undefined);
    });

    it('gives no engine for an .eslintrc that the installed ESLint does not read', async () => {
      const project = await open({ '.eslintrc.json': '{}' });
      assert.equal(await createEslintEngine(project.root), undefined);
    });

    it('says what to do when the installed ESLint cannot be loaded', async () => {
      const project = await temporaryProject({
        'eslint.config.js': config,
        'node_modules/eslint/package.json': '{"name":"eslint","version":"9.0.0","main":"main.js"}',
        'node_modules/eslint/main.js': 'throw new Error("half an installation")',
      });
      projects.push(project);
      await assert.rejects(createEslintEngine(project.root), {
        reason: 'checker',
        message: /^Cannot load .*package\.json: half an installation; install it anew/,
      });
    });

    it('reads a legacy configuration with an ESLint that knows it', async () => {
      const project = await temporaryProject({
        '.eslintrc.json': '{}',
        'a.js': '',
        'ignored.js': '',
        'notes.md': '# no code',
        'node_modules/eslint/package.json': '{"name":"eslint","version":"8.57.1","main":"main.js"}',
        'node_modules/eslint/main.js': `
          class ESLint {
            constructor(options) { this.options = options; }
            async calculateConfigForFile() { return { parser: null }; }
            async lintFiles(paths) {
              const ignored = { ruleId: null, severity: 1, message: 'File ignored by a pattern.' };
              return paths.map((filePath) => ({
                filePath,
                messages: [filePath.endsWith('ignored.js') ? ignored : { ruleId: 'legacy', message: '' }],
              }));
            }
          }
          ESLint.version = '8.57.1';
          module.exports = {
            ESLint: class { static version = '8.57.1' },
            loadESLint: async ({ useFlatConfig }) => (useFlatConfig ? undefined : ESLint),
          };`,
      });
      projects.push(project);
      const engine = await engineOf(project);
      assert.deepEqual(await rulesOf(engine, ['a.js', 'ignored.js', 'notes.md']), ['a.js legacy']);
    });
  });

  describe('choosing what to lint', () => {
    const files = {
      'eslint.config.js': config,
      'src/a.js': 'var a = 1;\n',
      'dist/b.js': 'var b = 1;\n',
      'readme.md': 'var c = 1;\n',
    };

    it('lints the project as `eslint .` would', async () => {
      const engine = await engineOf(await open(files));
      assert.deepEqual(await rulesOf(engine), ['src/a.js no-var']);
    });

    it('leaves out files that are ignored, unknown to the configuration, or gone', async () => {
      const engine = await engineOf(await open(files));
      const asked = ['src/a.js', 'dist/b.js', 'readme.md', 'src/gone.js', 'gone/too.js'];
      assert.deepEqual(await rulesOf(engine, asked), ['src/a.js no-var']);
      assert.deepEqual(await engine.lint({ files: ['readme.md'] }), []);
      assert.deepEqual(await engine.lint({ files: [] }), []);
    });

    it('takes names with the letters of a pattern as they are', async () => {
      const project = await open({ ...files, 'app/[id]/page.js': 'var d = 1;\n' });
      const engine = await engineOf(project);
      assert.deepEqual(await rulesOf(engine, ['app/[id]/page.js']), ['app/[id]/page.js no-var']);
    });

    it('leaves out what the project has suppressed in bulk, as `eslint .` does', async () => {
      const suppressions = '{"src/a.js":{"no-var":{"count":1}}}';
      const project = await open({ ...files, 'eslint-suppressions.json': suppressions });
      assert.deepEqual(await rulesOf(await engineOf(project)), []);
      assert.deepEqual(await rulesOf(await engineOf(project), ['src/a.js']), []);
    });
  });

  describe('answering for the disk as it is', () => {
    it('sees an edit of a file', async () => {
      const project = await open({ 'eslint.config.js': config, 'a.js': 'var a = 1;\n' });
      const engine = await engineOf(project);
      assert.deepEqual(await rulesOf(engine, ['a.js']), ['a.js no-var']);
      await project.write('a.js', 'let a = 1;\n');
      assert.deepEqual(await rulesOf(engine, ['a.js']), []);
    });

    it('sees an edit of the configuration', async () => {
      const project = await open({ 'eslint.config.js': config, 'src/a.js': 'var a = 1;\n' });
      const engine = await engineOf(project);
      assert.deepEqual(await rulesOf(engine, ['src/a.js']), ['src/a.js no-var']);
      await project.write('eslint.config.js', 'export default [{ rules: { strict: "error" } }];');
      assert.deepEqual(await rulesOf(engine, ['src/a.js']), []);
    });

    for (const [name, parserOptions] of Object.entries(typeSettings)) {
      describe(`with types from ${name}`, () => {
        const loading = 'export function load(): Promise<void> { return Promise.resolve(); }\n';
        const calling = "import { load } from './load.ts';\nload();\n";

        async function openTyped(): Promise<TemporaryProject> {
          const options = {
            strict: true,
            noEmit: true,
            allowImportingTsExtensions: true,
            types: [],
          };
          const tsconfig = {
            compilerOptions: { ...options, module: 'nodenext' },
            include: ['src'],
          };
          return open({
            'eslint.config.js': typedConfig.replace('PARSER_OPTIONS', parserOptions),
            'tsconfig.json': JSON.stringify(tsconfig),
            'src/load.ts': loading,
            'src/call.ts': calling,
          });
        }

        const floating = 'src/call.ts @typescript-eslint/no-floating-promises';

        it('sees that a type of another file has changed, and changed back', async () => {
          const project = await openTyped();
          const engine = await engineOf(project);
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), [floating]);
          await project.write('src/load.ts', loading.replace(/Promise.*\{.*\}/, 'void {}'));
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), []);
          await project.write('src/load.ts', loading);
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), [floating]);
        });

        it('sees it in the project as a whole', async () => {
          const project = await openTyped();
          const engine = await engineOf(project);
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), [floating]);
          await project.write('src/load.ts', loading.replace(/Promise.*\{.*\}/, 'void {}'));
          assert.deepEqual(await rulesOf(engine), []);
        });

        it('sees it when both files are linted at once', async () => {
          const project = await openTyped();
          const engine = await engineOf(project);
          const both = ['src/call.ts', 'src/load.ts'];
          assert.deepEqual(await rulesOf(engine, both), [floating]);
          await project.write('src/load.ts', loading.replace(/Promise.*\{.*\}/, 'void {}'));
          assert.deepEqual(await rulesOf(engine, both), []);
        });

        it('sees a change that was linted in its own file before', async () => {
          const project = await openTyped();
          const engine = await engineOf(project);
          await engine.lint({ files: ['src/call.ts'] });
          await engine.lint({ files: ['src/load.ts'] });
          await project.write('src/load.ts', loading.replace(/Promise.*\{.*\}/, 'void {}'));
          await engine.lint({ files: ['src/load.ts'] });
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), []);
        });

        it('sees one edit of the linted file after the other', async () => {
          const project = await openTyped();
          const engine = await engineOf(project);
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), [floating]);
          await project.write('src/call.ts', calling.replace('load();', 'await load();'));
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), []);
          await project.write('src/call.ts', `${calling}load();\n`);
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), [floating, floating]);
        });

        it('sees a file that was not there before', async () => {
          const project = await openTyped();
          const engine = await engineOf(project);
          await project.write('src/call.ts', calling.replace('./load', './late'));
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), []);
          await project.write('src/late.ts', loading);
          assert.deepEqual(await rulesOf(engine, ['src/call.ts']), [floating]);
        });
      });
    }

    it('tells typescript-eslint that files will change, also where it would think otherwise', async () => {
      const environment: NodeJS.ProcessEnv = { CI: 'true' };
      const project = await open({ 'eslint.config.js': config });
      await createEslintEngine(project.root, environment);
      assert.equal(environment['TSESTREE_SINGLE_RUN'], 'false');
    });
  });

  describe('failing', () => {
    it('names the configuration that throws, with the first line of the error', async () => {
      const broken = 'throw new Error("no such preset\\nmore of it");';
      const engine = await engineOf(await open({ 'eslint.config.js': broken, 'a.js': '' }));
      const message =
        /^ESLint \d+\.\d+\.\d+ fails with eslint\.config\.js: no such preset Mend it, or run/;
      await assert.rejects(engine.lint({}), { reason: 'checker', message });
      await assert.rejects(engine.lint({ files: ['a.js'] }), { reason: 'checker', message });
    });

    it('names the file in which a rule throws', async () => {
      const crashing = `export default [{
        plugins: { own: { rules: { crash: { create() { throw new Error('a bug'); } } } } },
        rules: { 'own/crash': 'error' },
      }];`;
      const engine = await engineOf(await open({ 'eslint.config.js': crashing, 'a.js': '' }));
      await assert.rejects(engine.lint({ files: ['a.js'] }), {
        reason: 'checker',
        message: /a bug Occurred while linting .*a\.js/,
      });
    });

    it('works again once the configuration is mended', async () => {
      const project = await open({ 'eslint.config.js': 'export default [', 'a.js': 'var a;\n' });
      const engine = await engineOf(project);
      await assert.rejects(engine.lint({ files: ['a.js'] }), { reason: 'checker' });
      await project.write('eslint.config.js', config);
      assert.deepEqual(await rulesOf(engine, ['a.js']), ['a.js no-var']);
    });

    it('stops when asked to', async () => {
      const engine = await engineOf(await open({ 'eslint.config.js': config, 'a.js': '' }));
      await assert.rejects(engine.lint({ signal: AbortSignal.abort() }), { reason: 'cancelled' });
    });
  });
});
