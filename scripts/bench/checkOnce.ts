/**
 * Checks a project once, in a process of its own: `checkOnce.ts KIND ROOT FILE`. Prints how many
 * diagnostics there are.
 */
import { openEngine } from './engine.ts';

const [kind = '', root = '', file = ''] = process.argv.slice(2);
const engine = await openEngine(kind, root);
console.log(await engine.check(file));
await engine.dispose();
