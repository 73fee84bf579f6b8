import { deepEqual, equal, rejects } from 'node:assert/strict';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { BackendLadder } from '../../../src/core/manager/backendLadder.ts';
import type { Backend, SwarmClient } from '../../../src/core/protocol/swarmClient.ts';

class ScriptedClient implements SwarmClient {
  readonly mode = 'parallel';
  readonly backend: Backend;
  isUp: boolean;

  constructor(backend: Backend, isUp: boolean) {
    this.backend = backend;
    this.isUp = isUp;
  }

  async isAvailable() {
    return this.isUp
      ? ({ available: true, detail: '' } as const)
      : ({ available: false, reason: 'nobody answers' } as const);
  }

  async spawnWorkers() {
    return [];
  }

  async executeBatch() {
    throw new Error('not part of this test');
  }

  async closeWorkers() {
    throw new Error('not part of this test');
  }
}

const { signal } = new AbortController();

describe('BackendLadder', () => {
  let changes: string[];

  beforeEach(() => {
    changes = [];
  });

  function ladderOf(...clients: ScriptedClient[]): BackendLadder {
    return new BackendLadder(clients, async (from, to, reason) => {
      changes.push(`${from?.backend ?? 'start'} → ${to.backend}: ${reason}`);
    });
  }

  it('takes the best backend that is there', async () => {
    const ladder = ladderOf(
      new ScriptedClient('mahavishnu', true),
      new ScriptedClient('local', true),
    );
    equal((await ladder.descend(signal)).backend, 'mahavishnu');
    equal(ladder.hasBetter, false);
    deepEqual(changes, ['start → mahavishnu: ']);
  });

  it('says why the better one was not taken', async () => {
    const ladder = ladderOf(
      new ScriptedClient('mahavishnu', false),
      new ScriptedClient('local', true),
    );
    await ladder.descend(signal);
    deepEqual(changes, ['start → local: mahavishnu: nobody answers']);
  });

  it('falls below the one that failed, and climbs back when that is well again', async () => {
    const best = new ScriptedClient('mahavishnu', true);
    const ladder = ladderOf(best, new ScriptedClient('local', true));
    await ladder.descend(signal);
    best.isUp = false;
    await ladder.descend(signal, best, 'it hung up');
    equal(await ladder.findBetter(signal), undefined);
    best.isUp = true;
    const better = await ladder.findBetter(signal);
    equal(better, best);
    await ladder.climb(best);
    deepEqual(changes.slice(1), [
      'mahavishnu → local: it hung up',
      'local → mahavishnu: it is available again',
    ]);
  });

  it('fails with the reason of each when none is left', async () => {
    const only = new ScriptedClient('local', true);
    const ladder = ladderOf(only);
    await ladder.descend(signal);
    await rejects(
      ladder.descend(signal, only, 'it broke'),
      (error) => isSwarmError(error, 'unavailable') && /it broke/.test(error.message),
    );
  });
});
