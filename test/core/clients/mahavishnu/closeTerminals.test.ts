import { deepEqual } from 'node:assert/strict';
import { silentLogger } from '../../../../src/core/base/logger.ts';
import { closeTerminals } from '../../../../src/core/clients/mahavishnu/closeTerminals.ts';
import { serverAddress } from '../../../../src/core/mahavishnu/serverAddress.ts';
import { LentTerminals } from '../../../support/lentTerminals.ts';
import { contractTools, workerTools } from '../../../support/mahavishnuDoubles.ts';
import { type DoubleTools, McpDouble } from '../../../support/mcpDouble.ts';

describe('closing what a server has lent', () => {
  const launched = new LentTerminals();
  const spawned = new LentTerminals();
  let double: McpDouble;

  async function start(tools: DoubleTools): Promise<void> {
    double = await McpDouble.start(tools);
  }

  function close(...ids: string[]): Promise<readonly string[]> {
    return closeTerminals(serverAddress(double.url, ''), ids, silentLogger);
  }

  afterEach(async () => {
    await double.stop();
    await launched.closeAll();
    await spawned.closeAll();
  });

  it('finds each, whichever of its tools has made it, and leaves those of others', async () => {
    await start({ ...contractTools(launched), ...workerTools(spawned, 'object') });
    launched.open('ours-1');
    spawned.open('ours-2');
    launched.open('theirs-1');
    spawned.open('theirs-2');
    deepEqual(await close('ours-1', 'ours-2'), ['ours-1', 'ours-2']);
    deepEqual([launched.alive, spawned.alive], [['theirs-1'], ['theirs-2']]);
  });

  it('closes nothing, and says so, where nobody can', async () => {
    await start({});
    deepEqual(await close('ours-1'), []);
  });
});
