import { applyTree } from '../../src/core/git/applyTree.ts';
import { openRepository } from '../../src/core/git/repository.ts';
import { takeSnapshot } from '../../src/core/git/snapshot.ts';

// A process of its own that merges a tree as `m1`: <root> <tree>
const [root = '', to = ''] = process.argv.slice(2);
const repository = await openRepository(root);
const from = await takeSnapshot(repository, { message: 'before' });
await applyTree(repository, { mergeId: 'm1', from, to, message: 'merge' });
