import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  findOurTypeScript,
  findProjectTypeScript,
  loadTypeScript,
  type TypeScriptPlaces,
} from '../../../../src/core/checkers/typescript/typeScriptInstallation.ts';
import { type TypeScriptFixture, typeScriptFixture } from '../../../support/typeScriptFixture.ts';

const { resolve } = createRequire(import.meta.url);

function folderOf(release: string): string {
  return dirname(resolve(`${release}/package.json`));
}

describe('The TypeScript of a project', () => {
  let fixture: TypeScriptFixture;

  beforeEach(async () => {
    fixture = await typeScriptFixture({});
  });

  afterEach(() => fixture.remove());

  it('is not there where it is not installed', async () => {
    assert.equal(await findProjectTypeScript(fixture.root), undefined);
  });

  for (const [release, major, kind] of [
    ['typescript5', '5', 'library'],
    ['typescript7', '7', 'native'],
  ] as const) {
    it(`is its own ${release}, which is a ${kind} one`, async () => {
      await fixture.install(release);
      const found = await findProjectTypeScript(fixture.root);
      assert.equal(found?.version.split('.')[0], major);
      assert.equal(found?.kind, kind);
    });
  }

  it('is loaded in the release that the project has', async () => {
    await fixture.install('typescript5');
    const found = await findProjectTypeScript(fixture.root);
    assert.match(found === undefined ? '' : loadTypeScript(found).version, /^5\./);
  });

  it('says what to do when it is broken', async () => {
    await fixture.write('node_modules/typescript/package.json', '{ "version": "5.0.0" }');
    const broken = await findProjectTypeScript(fixture.root);
    assert.ok(broken);
    assert.throws(
      () => loadTypeScript(broken),
      /TypeScript 5\.0\.0 in .* cannot be loaded: .*install it again/,
    );
    await fixture.write('node_modules/typescript/index.js', 'module.exports = {};');
    assert.throws(() => loadTypeScript(broken), /it has no JavaScript API; install it again/);
    await fixture.write('node_modules/typescript/package.json', '{}');
    await assert.rejects(
      findProjectTypeScript(fixture.root),
      /names no version; install TypeScript again/,
    );
  });
});

describe('The TypeScript that stands in', () => {
  let fixture: TypeScriptFixture;

  beforeEach(async () => {
    fixture = await typeScriptFixture({});
  });

  afterEach(() => fixture.remove());

  const findPackage = (module: string): string => resolve(module);
  const versionOf = async (places: TypeScriptPlaces): Promise<string | undefined> =>
    (await findOurTypeScript(places))?.version;
  const lend = (folder: string): NodeJS.ProcessEnv => ({ SWARM_TYPESCRIPT: folder });

  it('is the one that came with this program', async () => {
    assert.equal(await versionOf({ environment: {}, findPackage }), '6.0.3');
  });

  it('is the one that the host lends, if there is one', async () => {
    const environment = lend(folderOf('typescript5'));
    assert.match((await versionOf({ environment, findPackage })) ?? '', /^5\./);
    assert.match((await versionOf({ environment, findPackage: () => undefined })) ?? '', /^5\./);
  });

  it('is never one that cannot do the work: native, old, broken, half or not there', async () => {
    const index = (text: string) => ({ 'lib/typescript.js': text, 'lib/lib.d.ts': '' });
    const whole = 'module.exports = { createLanguageService() {} };';
    const copies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      old: {
        'package.json': '{ "version": "4.9.5", "main": "lib/typescript.js" }',
        ...index(whole),
      },
      broken: {
        'package.json': '{ "version": "6.0.0", "main": "lib/typescript.js" }',
        ...index('throw new Error("broken");'),
      },
      half: {
        'package.json': '{ "version": "6.0.0", "main": "lib/typescript.js" }',
        'lib/typescript.js': whole,
      },
      nameless: { 'package.json': '{}' },
    };
    for (const [name, files] of Object.entries(copies)) {
      for (const [file, text] of Object.entries(files))
        await fixture.write(`${name}/${file}`, text);
    }
    const folders = [...Object.keys(copies), 'gone'].map((name) => join(fixture.root, name));
    for (const folder of [...folders, folderOf('typescript7'), '']) {
      const environment = lend(folder);
      assert.equal(await versionOf({ environment, findPackage }), '6.0.3', folder);
      assert.equal(await versionOf({ environment, findPackage: () => undefined }), undefined);
    }
  });

  it('is not taken from a package that happens to lie above this program and is native', async () => {
    const above = (): string => resolve('typescript7/package.json');
    assert.equal(await versionOf({ environment: {}, findPackage: above }), undefined);
  });
});
