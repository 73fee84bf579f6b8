import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { isSwarmError } from '../../../../src/core/base/swarmError.ts';
import {
  findOurTypeScript,
  loadTypeScript,
} from '../../../../src/core/checkers/typescript/typeScriptInstallation.ts';
import { findTypeScriptProjects } from '../../../../src/core/checkers/typescript/typeScriptProjectConfig.ts';
import { type TypeScriptFixture, typeScriptFixture } from '../../../support/typeScriptFixture.ts';

describe('findTypeScriptProjects', () => {
  let fixture: TypeScriptFixture;

  afterEach(() => fixture.remove());

  const projectsIn = async (files: Record<string, string>): Promise<readonly string[]> => {
    fixture = await typeScriptFixture({ 'a.ts': '', ...files }, null);
    const ours = await findOurTypeScript();
    assert.ok(ours);
    const found = await findTypeScriptProjects(fixture.root, loadTypeScript(ours));
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
