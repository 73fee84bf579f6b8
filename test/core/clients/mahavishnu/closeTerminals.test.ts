import { deepEqual, equal } from 'node:assert/strict';
import { silentLogger } from '../../../../src/core/base/logger.ts';
import { closeTerminals } from '../../../../src/core/clients/mahavishnu/closeTerminals.ts';
import { serverAddress } from '../../../../src/core/mahavishnu/serverAddress.ts';
import { LentTerminals } from '../../../support/lentTerminals.ts';
import { contractTools, workerTools } from '../../../support/mahavishnuDoubles.ts';
import {
  answer,
  type DoubleTools,
  failure,
  McpDouble,
  type ToolArguments,
} from '../../../support/mcpDouble.ts';

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

  /** Contract tools of which one closes like that. */
  function closing(close: (id: unknown) => ReturnType<DoubleTools[string]['answer']>): DoubleTools {
    const tools = contractTools(launched);
    const inputs = tools['cancel_worker']?.inputs ?? [];
    const answerIt = ({ worker_id: id }: ToolArguments) => close(id);
    return { ...tools, cancel_worker: { inputs, answer: answerIt } };
  }

  it('goes on when one of them cannot be closed', async () => {
    const refusing = (id: unknown) =>
      id === 'ours-1' ? failure('busy') : answer({ killed: true });
    await start(closing(refusing));
    deepEqual(await close('ours-1', 'ours-2', 'ours-3'), ['ours-2', 'ours-3']);
  });

  it('goes on when the answer to one of them is an error of the protocol', async () => {
    await start(
      closing((id) => {
        if (id === 'ours-1') throw new Error('out of order');
        return answer({ killed: true });
      }),
    );
    deepEqual(await close('ours-1', 'ours-2'), ['ours-2']);
  });

  it('counts those as closed that the server does not know any more', async () => {
    await start(closing(() => answer({ killed: false, exit_code: null })));
    deepEqual(await close('ours-1'), ['ours-1']);
  });

  it('keeps what it has closed, and asks no more, once the server does not answer', async () => {
    await start(
      closing((id) => (id === 'ours-2' ? new Promise(() => undefined) : answer({ killed: true }))),
    );
    deepEqual(await close('ours-1', 'ours-2', 'ours-3'), ['ours-1']);
    equal(double.calls.length, 2);
  });

  it('closes nothing, and says so, where nobody can', async () => {
    await start({});
    deepEqual(await close('ours-1'), []);
  });
});
