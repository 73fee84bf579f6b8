import { equal, match } from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../dist/cli.js');

describe('a worker that a client has started', () => {
  let folder: string;
  let worker: ChildProcessWithoutNullStreams;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'swarm-worker-'));
    worker = spawn(process.execPath, [program, 'worker', '--stdin']);
  });

  afterEach(async () => {
    worker.kill();
    await rm(folder, { recursive: true });
  });

  it('stands back behind what the user does, with all that it starts', async () => {
    worker.stdin.write(`${folder}\n`);
    await once(worker.stdout, 'data');
    equal(getPriority(worker.pid), constants.priority.PRIORITY_BELOW_NORMAL);
  });

  it('says in a line when there is no task for it', () => {
    for (const [args, words] of [
      [['--task', join(folder, 'none')], /^swarm-autofix: There is no folder .*none\.\n$/],
      [[], /^swarm-autofix: worker takes --task DIR, --desk DIR, --stdin, or --bundle\.\n$/],
    ] as const) {
      const { status, stderr } = spawnSync(process.execPath, [program, 'worker', ...args]);
      equal(status, 2);
      match(stderr.toString(), words);
    }
  });
});
