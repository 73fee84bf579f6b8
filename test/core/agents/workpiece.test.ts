import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { Workpiece } from '../../../src/core/agents/workpiece.ts';
import type { Checker, CheckScope } from '../../../src/core/checkers/checker.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const { signal } = new AbortController();

describe('Workpiece', () => {
  let project: TemporaryProject;
  let asked: Record<string, CheckScope>;
  let workpiece: Workpiece;

  function checker(id: string, reach: Checker['reach']): Checker {
    return {
      id,
      reach,
      claims: ({ source }) => source === id,
      check: async (scope) => {
        asked[id] = scope;
        return [diagnosticAt(1, 1, { source: id })];
      },
      dispose: async () => undefined,
    };
  }

  beforeEach(async () => {
    project = await temporaryProject({ 'a.ts': 'one\n' });
    asked = {};
    const checkers = [checker('near', 'file'), checker('far', 'project')];
    workpiece = new Workpiece(project.root, ['a.ts', 'gone.ts'], checkers);
  });

  afterEach(() => project.remove());

  it('asks for its files, and for the whole project where an edit may reach', async () => {
    const found = await workpiece.check(signal, ['b.ts', 'a.ts']);
    assert.deepEqual(
      found.map((entry) => entry.source),
      ['near', 'far'],
    );
    assert.deepEqual(asked['near'], { files: ['a.ts', 'gone.ts', 'b.ts'], signal });
    assert.deepEqual(asked['far'], { signal });
  });

  it('knows whether any checker would report something', () => {
    assert.equal(workpiece.isClaimed({ source: 'far', file: 'a.ts' }), true);
    assert.equal(workpiece.isClaimed({ source: 'elsewhere', file: 'a.ts' }), false);
  });

  it('reads what is there, and says undefined of what is not', async () => {
    assert.deepEqual(
      await workpiece.readTexts(workpiece.files),
      new Map([
        ['a.ts', 'one\n'],
        ['gone.ts', undefined],
      ]),
    );
    await workpiece.writeText('a.ts', 'two\n');
    assert.equal(await workpiece.readText('a.ts'), 'two\n');
  });

  it('finds no text in a link that leads to a folder, to itself, or nowhere', async () => {
    symlinkSync(project.root, project.path('folder'));
    symlinkSync('loop', project.path('loop'));
    symlinkSync('nowhere', project.path('dangling'));
    for (const file of ['folder', 'loop', 'dangling', 'a.ts/b.ts']) {
      assert.equal(await workpiece.readText(file), undefined, file);
    }
  });
});
