import { deepEqual } from 'node:assert/strict';
import { silentLogger } from '../../src/core/base/logger.ts';
import { createProcessHost } from '../../src/core/processHost.ts';
import { serverTokenVariable } from '../../src/core/runner/serverToken.ts';
import { terminalCloser } from '../../src/core/terminalCloser.ts';
import { LentTerminals } from '../support/lentTerminals.ts';
import { contractTools } from '../support/mahavishnuDoubles.ts';
import { McpDouble } from '../support/mcpDouble.ts';

describe('closing what a server has lent to an earlier run', () => {
  let double: McpDouble;
  let shown: Set<string | undefined>;

  beforeEach(async () => {
    double = await McpDouble.start(contractTools(new LentTerminals()));
    shown = new Set();
    double.intercept = ({ headers }) => {
      shown.add(headers.authorization);
      return false;
    };
  });

  afterEach(() => double.stop());

  function createHost() {
    const env = { [serverTokenVariable]: 'secret' };
    return createProcessHost({ name: 'a test', program: '', log: silentLogger, env });
  }

  it('does not show the token to whoever listens there now', async () => {
    const close = terminalCloser(createHost());
    deepEqual(await close(double.url, ['swarm-0a1b2c3d']), ['swarm-0a1b2c3d']);
    deepEqual([...shown], [undefined]);
  });

  it('shows it to the server that an option names', async () => {
    const host = createHost();
    host.serverAt(double.url);
    await terminalCloser(host)(double.url, ['swarm-0a1b2c3d']);
    deepEqual([...shown], ['Bearer secret']);
  });

  it('does not show it any more once another one is named, or none', async () => {
    const host = createHost();
    host.serverAt(double.url);
    host.serverAt('https://other.example/mcp');
    await terminalCloser(host)(double.url, []);
    deepEqual([...shown], [undefined]);
  });
});
