import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { isSwarmError } from '../../../../src/core/base/swarmError.ts';
import {
  findOurTypeScript,
  findTypeScript,
  loadTypeScript,
} from '../../../../src/core/checkers/typescript/typeScriptInstallation.ts';
import { findTypeScriptProjects } from '../../../../src/core/checkers/typescript/typeScriptProjectConfig.ts';
import { type TypeScriptFixture, typeScriptFixture } from '../../../support/typeScriptFixture.ts';

describe('findTypeScriptProjects', () => {
  let fixture: TypeScriptFixture;

  afterEach(() => fixture.remove());

  const projectsIn = async (files: Record<string, string>): Promise<readonly string[]> => {
    fixture = await typeScriptFixture({ 'a.ts': '', ...files }, null);
    const library = await loadTypeScript(await findOurTypeScript());
    const found = await findTypeScriptProjects(fixture.root, library);
    return found.map(({ path }) => relative(fixture.root, path)).toSorted();
  };

  it('takes the one of the root, and what it references in turn, also in a circle', async () => {
    const files = {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "one" }, { "path": "gone" }] }',
      'one/tsconfig.json': '{ "references": [{ "path": "../two/tsconfig.build.json" }] }',
      'two/tsconfig.build.json': '{ "references": [{ "path": "../one" }] }',
      'three/tsconfig.json': '{}',
    };
    const expected = ['one/tsconfig.json', 'tsconfig.json', 'two/tsconfig.build.json'];
    assert.deepEqual(await projectsIn(files), expected);
  });

  for (const workspaces of [
    '["packages/*", "!packages/old"]',
    '{ "packages": ["packages/{new,x}"] }',
  ]) {
    it(`takes those of the workspaces ${workspaces}`, async () => {
      const files = {
        'package.json': `{ "workspaces": ${workspaces} }`,
        'packages/new/tsconfig.json': '{}',
        'packages/new/deep/tsconfig.json': '{}',
        'packages/old/tsconfig.json': '{}',
        'tools/tsconfig.json': '{}',
      };
      assert.deepEqual(await projectsIn(files), ['packages/new/tsconfig.json']);
    });
  }

  it('looks three folders down where nobody says where packages are, but not in installed ones', async () => {
    const files = {
      'a/b/c/tsconfig.json': '{}',
      'a/b/c/d/tsconfig.json': '{}',
      'a/node_modules/p/tsconfig.json': '{}',
    };
    assert.deepEqual(await projectsIn(files), ['a/b/c/tsconfig.json']);
  });

  it('names a package.json that cannot be read', async () => {
    await assert.rejects(projectsIn({ 'package.json': '{' }), (error) => {
      return (
        isSwarmError(error, 'configuration') &&
        /package\.json is not valid JSON/.test(error.message)
      );
    });
  });
});

describe('findTypeScript', () => {
  let fixture: TypeScriptFixture;

  beforeEach(async () => {
    fixture = await typeScriptFixture({});
  });

  afterEach(() => fixture.remove());

  it('takes ours where the project has none', async () => {
    const { version, kind, isOurs } = await findTypeScript(fixture.root);
    assert.deepEqual(
      { version, kind, isOurs },
      { version: '6.0.3', kind: 'library', isOurs: true },
    );
  });

  for (const [release, major, kind] of [
    ['typescript5', '5', 'library'],
    ['typescript7', '7', 'native'],
  ] as const) {
    it(`takes the project's own ${release}, which is a ${kind} one`, async () => {
      await fixture.install(release);
      const found = await findTypeScript(fixture.root);
      assert.equal(found.version.split('.')[0], major);
      assert.equal(found.kind, kind);
      assert.ok(!found.isOurs);
    });
  }

  it('loads the release that the project has', async () => {
    await fixture.install('typescript5');
    assert.match((await loadTypeScript(await findTypeScript(fixture.root))).version, /^5\./);
  });

  it('says what to do about an installation that is broken', async () => {
    await fixture.write('node_modules/typescript/package.json', '{ "version": "5.0.0" }');
    const broken = await findTypeScript(fixture.root);
    await assert.rejects(
      loadTypeScript(broken),
      /TypeScript 5\.0\.0 in .* cannot be loaded: .*install it again/,
    );
    await fixture.write('node_modules/typescript/index.js', 'module.exports = {};');
    await assert.rejects(loadTypeScript(broken), /it has no JavaScript API; install it again/);
    await fixture.write('node_modules/typescript/package.json', '{}');
    await assert.rejects(
      findTypeScript(fixture.root),
      /names no version; install TypeScript again/,
    );
  });
});
