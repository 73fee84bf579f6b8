import { deepEqual } from 'node:assert/strict';
import { OpenedRoots } from '../../../src/extension/session/openedRoots.ts';
import { Memento } from '../merge/memento.ts';

describe('the repositories that somebody has worked in', () => {
  it('are known when the window is opened again, each once', async () => {
    const memory = new Memento();
    const roots = new OpenedRoots(memory);
    for (const root of ['/work', '/work/lib', '/work', '/work']) await roots.add(root);
    deepEqual(new OpenedRoots(memory).all(), ['/work/lib', '/work']);
  });
});
