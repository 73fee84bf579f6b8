import { deepEqual } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { endAbandonedTerminals } from '../../../../src/core/clients/mahavishnu/abandonedTerminals.ts';

const isSupported = process.platform !== 'win32';

/** A process that waits, and is called what a tmux server is called. */
function tmuxServer(session: string): ChildProcess {
  const words = ['-S', '/home/x.sock', 'new-session', '-d', '-s', session, '-n', 'main'];
  return spawn('sh', ['-c', 'read line', ...words], { argv0: 'tmux' });
}

(isSupported ? describe : describe.skip)('terminals that a killed server has left', () => {
  let ours: ChildProcess;
  let theirs: ChildProcess;

  beforeEach(() => {
    [ours, theirs] = [tmuxServer('swarm-0a1b2c3d'), tmuxServer('swarm-0a1b2c3d4')];
  });

  afterEach(() => {
    for (const child of [ours, theirs]) child.kill('SIGKILL');
  });

  it('are ended, and no others', async () => {
    const ended = once(ours, 'exit');
    await endAbandonedTerminals(['swarm-0a1b2c3d']);
    deepEqual(await ended, [null, 'SIGTERM']);
    const endedByItself = once(theirs, 'exit');
    theirs.stdin?.end('line\n');
    deepEqual(await endedByItself, [0, null]);
  });

  it('are left alone when only a server has said that they are ours', async () => {
    const work = tmuxServer('work');
    try {
      const ended = once(ours, 'exit');
      await endAbandonedTerminals(['work', 'swarm-0a1b2c3d4', 'swarm-0a1b2c3d']);
      await ended;
      const endedByItself = once(work, 'exit');
      work.stdin?.end('line\n');
      deepEqual(await endedByItself, [0, null]);
    } finally {
      work.kill('SIGKILL');
    }
  });

  it('are not looked for when there are none', async () => {
    await endAbandonedTerminals([], () => {
      throw new Error('It looked.');
    });
  });
});
