import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Shows the real thing on a scratch copy of the example project, from its problems to a merge. */

const root = resolve(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli.js');
const scratch = join(mkdtempSync(join(tmpdir(), 'swarm-autofix-demo-')), 'inventory');
const env = { ...process.env, SWARM_CACHE: resolve(scratch, '..', 'cache') };

interface Step {
  readonly command: string;
  readonly args: readonly string[];
  /** What it prints is of no interest unless it fails. */
  readonly isQuiet?: boolean;
  /** Exit codes that are no failure. */
  readonly allow?: readonly number[];
}

function run({ command, args, isQuiet = false, allow = [0] }: Step): void {
  const stdio = isQuiet ? 'pipe' : 'inherit';
  const result = spawnSync(command, args, { cwd: scratch, env, stdio });
  if (allow.includes(result.status ?? -1)) return;
  const words = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`;
  console.error(`${command} ${args.join(' ')} failed\n${words}`);
  process.exit(1);
}

function title(text: string): void {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 74 - text.length))}\n`);
}

function swarm(args: readonly string[], allow: readonly number[] = [0]): void {
  console.log(`$ swarm-autofix ${args.join(' ')}`);
  run({ command: process.execPath, args: [cli, ...args], allow });
}

title('A scratch copy of examples/inventory');
console.log(scratch);
cpSync(join(root, 'examples', 'inventory'), scratch, { recursive: true });
run({ command: 'npm', args: ['ci', '--no-audit', '--no-fund'], isQuiet: true });
for (const args of [
  ['init', '--quiet'],
  ['add', '--all'],
  [
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@localhost',
    'commit',
    '--quiet',
    '-m',
    'as it was',
  ],
]) {
  run({ command: 'git', args, isQuiet: true });
}

title('Four workers fix what can be fixed');
swarm(['run', '--ai-fix', '--workers', '4'], [0, 1]);

title('One of the fixes');
swarm(['diff', 't02']);

title('What is verified is merged');
swarm(['merge', '--verified']);

title("The project's own tests");
run({ command: 'npm', args: ['test', '--silent'], isQuiet: true });
console.log('They pass, as before.');

title('Look around');
console.log(`cd ${scratch}
git diff                                    what was merged
alias swarm-autofix='node ${cli}'
swarm-autofix list                          what waits for you to judge
swarm-autofix diff t01.proposed             a fix that a person must judge
swarm-autofix undo                          take the merge back`);
