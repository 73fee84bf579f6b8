import assert from 'node:assert/strict';
import { DisjointFiles } from '../../../src/core/planner/disjointFiles.ts';

describe('DisjointFiles', () => {
  it('keeps apart what nobody has joined', () => {
    const files = new DisjointFiles();
    files.join(['a', 'b']);
    files.join(['c']);
    files.join([]);
    assert.equal(files.find('a'), files.find('b'));
    assert.notEqual(files.find('a'), files.find('c'));
    assert.equal(files.find('new'), 'new');
  });

  it('joins groups through any file that they have in common', () => {
    const files = new DisjointFiles();
    files.join(['a', 'b']);
    files.join(['c', 'd']);
    files.join(['b', 'e', 'd']);
    const roots = ['a', 'b', 'c', 'd', 'e'].map((file) => files.find(file));
    assert.equal(new Set(roots).size, 1);
  });

  it('is quick about one long chain', () => {
    const files = new DisjointFiles();
    const names = Array.from({ length: 100_000 }, (_, index) => `f${index}`);
    for (const [index, name] of names.entries()) files.join([name, names[index + 1] ?? name]);
    assert.equal(new Set(names.map((name) => files.find(name))).size, 1);
  });
});
