import { openRepository } from '../../src/core/git/repository.ts';
import { WorktreeSlots } from '../../src/core/git/worktreeSlots.ts';

// A process of its own that claims slots: <root> <slots root> <commit> <slot>…
const [root = '', slotsRoot = '', commit = '', ...slots] = process.argv.slice(2);
const pool = new WorktreeSlots(await openRepository(root), slotsRoot);
await Promise.all(slots.map((slot) => pool.claim(slot, commit)));
