import assert from 'node:assert/strict';
import { openTypeScript } from '../../../../src/core/checkers/typescript/typeScriptTools.ts';
import {
  strictOptions,
  type TypeScriptFixture,
  typeScriptFixture,
} from '../../../support/typeScriptFixture.ts';

describe('openTypeScript without a TypeScript of ours', () => {
  let fixture: TypeScriptFixture;
  const findOurs = async () => undefined;

  beforeEach(async () => {
    fixture = await typeScriptFixture(
      { 'a.ts': 'export const a: number = "";\n' },
      { compilerOptions: strictOptions },
    );
  });

  afterEach(() => fixture.remove());

  it('checks and mends with the one of the project', async () => {
    await fixture.install('typescript5');
    const { checker, engine, note } = await openTypeScript(fixture.root, { findOurs });
    assert.ok(engine);
    assert.equal((await checker?.check({}))?.length, 1);
    assert.equal(note, undefined);
  });

  it('checks with a native one of the project, and says that nothing knows the edits', async () => {
    await fixture.install('typescript7');
    const { checker, engine, note } = await openTypeScript(fixture.root, { findOurs });
    assert.equal(engine, undefined);
    assert.match(note ?? '', /^TypeScript 7\.\S+ checks, but knows no quick fixes, .* in SWARM_/);
    assert.deepEqual(
      (await checker?.check({}))?.map(({ file, code }) => `${file} ${code}`),
      ['a.ts 2322'],
    );
    assert.equal(checker?.claims({ source: 'ts', file: 'a.ts' }), true);
  });

  it('checks nothing where there is none at all, and says what to install', async () => {
    const { checker, engine, note } = await openTypeScript(fixture.root, { findOurs });
    assert.deepEqual([checker, engine], [undefined, undefined]);
    assert.match(note ?? '', /no TypeScript: types are not checked; run "npm install/);
  });

  it('has nothing to say to a project that is not of TypeScript', async () => {
    await fixture.delete('tsconfig.json');
    const nothing = { checker: undefined, engine: undefined, note: undefined };
    assert.deepEqual(await openTypeScript(fixture.root, { findOurs }), nothing);
  });
});
